package dev.vibe.exec.shell;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdleCommandTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"sleep 4", "sleep 0.5; ls -l src", "cat a.txt && grep -n x b | wc -l", "date"})
  void reads_and_waits_change_nothing(String command) {
    assertTrue(IdleCommand.is(command));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sleep 4; touch x",
        "echo x > y",
        "sleep $(touch x)",
        "sleep 1 & touch x",
        "npm test",
        "cat `touch x`",
        "git status",
        "cd src && make",
        "sleep 4 || rm x"
      })
  void anything_else_may(String command) {
    assertFalse(IdleCommand.is(command));
  }
}
