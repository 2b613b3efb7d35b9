package dev.vibe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class UserEnvironmentTest {

  private static final Map<String, String> OF_THE_PROCESS =
      Map.of("LC_ALL", "C.UTF-8", "HOME", "/home/me");

  @Test
  void what_the_launcher_changed_is_put_back() {
    Map<String, String> told =
        Map.of("vibe.lc_all", "de_DE.UTF-8", "vibe.java_tool_options", "-Da=b -Dc=d");

    assertEquals(
        Map.of("LC_ALL", "de_DE.UTF-8", "HOME", "/home/me", "JAVA_TOOL_OPTIONS", "-Da=b -Dc=d"),
        UserEnvironment.of(OF_THE_PROCESS, told::get));
  }

  @Test
  void what_was_not_set_is_not_set() {
    assertEquals(
        Map.of("HOME", "/home/me"),
        UserEnvironment.of(OF_THE_PROCESS, Map.of("vibe.lc_all", "")::get));
  }

  @Test
  void what_the_launcher_left_stays() {
    assertEquals(OF_THE_PROCESS, UserEnvironment.of(OF_THE_PROCESS, told -> null));
  }
}
