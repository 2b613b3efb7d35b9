package dev.vibe.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VibePathsTest {

  private static final Path HOME = Path.of("/home/ada");

  @Test
  void the_usual_places_are_below_home() {
    VibePaths paths = VibePaths.of(Map.of("XDG_CONFIG_HOME", ""), HOME);
    assertEquals(
        List.of(
            Path.of("/etc/vibe/config.toml"),
            Path.of("/home/ada/.config/vibe/config.toml"),
            Path.of("/home/ada/.config/vibe/rules.toml"),
            Path.of("/project/.vibe/config.toml"),
            Path.of("/etc/vibe/managed.toml")),
        paths.configFiles(Path.of("/project")));
    assertEquals(Path.of("/home/ada/.local/state/vibe"), paths.stateDir());
  }

  @Test
  void xdg_variables_count_when_they_are_absolute() {
    Map<String, String> variables = Map.of("XDG_CONFIG_HOME", "/c", "XDG_STATE_HOME", "relative");
    VibePaths paths = VibePaths.of(variables, HOME);
    assertEquals(Path.of("/c/vibe"), paths.configDir());
    assertEquals(Path.of("/home/ada/.local/state/vibe"), paths.stateDir());
  }

  @Test
  void vibe_home_holds_everything_but_the_administrators_files() {
    Map<String, String> variables = Map.of("XDG_CONFIG_HOME", "/c", "VIBE_HOME", "/v");
    assertEquals(
        new VibePaths(Path.of("/etc/vibe"), Path.of("/v"), Path.of("/v")),
        VibePaths.of(variables, HOME));
  }
}
