package dev.vibe.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearestNameTest {

  private static final List<String> NAMES = List.of("model", "mode", "base_url", "--prompt");

  @Test
  void a_slip_finds_its_name() {
    assertEquals(Optional.of("model"), NearestName.of("modle", NAMES));
    assertEquals(Optional.of("base_url"), NearestName.of("BASE-URL", NAMES));
    assertEquals(Optional.of("--prompt"), NearestName.of("--promt", NAMES));
  }

  @Test
  void a_stranger_finds_none() {
    assertEquals(Optional.empty(), NearestName.of("colour", NAMES));
    assertEquals(Optional.empty(), NearestName.of("x", List.of()));
  }
}
