package dev.vibe.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TtyStateTest {

  @Test
  void digits_name_the_terminals() {
    assertEquals(Optional.of(new TtyState(true, true, true)), TtyState.of("012"));
    assertEquals(Optional.of(new TtyState(false, false, true)), TtyState.of("2"));
    assertEquals(Optional.of(new TtyState(false, false, false)), TtyState.of(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"?", "013", "true", " "})
  void anything_else_tells_nothing(String property) {
    assertEquals(Optional.empty(), TtyState.of(property));
  }
}
