package dev.vibe.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;

class JLineConsoleTest {

  private boolean isRestored;
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

  private Console console(String typed) throws IOException {
    return new JLineConsole(
        new DumbTerminal(
            "test", "dumb", new ByteArrayInputStream(typed.getBytes(UTF_8)), screen, UTF_8),
        () -> isRestored = true);
  }

  @Test
  void keys_come_one_by_one_until_the_end() throws IOException {
    try (Console console = console("yé")) {
      assertEquals('y', console.key(1000));
      assertEquals('é', console.key(1000));
      assertEquals(Console.CLOSED, console.key(1000));
    }
  }

  @Test
  void a_line_begins_with_what_there_is_to_edit() throws IOException {
    try (Console console = console(" -q\r")) {
      assertEquals(Optional.of("mvn test -q"), console.line("$ ", "mvn test"));
    }
  }

  @Test
  void the_history_sign_of_shells_means_nothing() throws IOException {
    try (Console console = console("!!\r")) {
      assertEquals(Optional.of("echo !!"), console.line("$ ", "echo "));
    }
  }

  @Test
  void the_end_of_input_gives_a_line_up() throws IOException {
    try (Console console = console("")) {
      assertEquals(Optional.empty(), console.line("$ ", "x"));
    }
  }

  @Test
  void lines_begin_at_the_left_in_raw_mode() throws IOException {
    try (Console console = console("")) {
      console.print("a\nb");
      assertTrue(screen.toString(UTF_8).contains("a\r\nb"), screen.toString(UTF_8));
    }
  }

  @Test
  void the_modes_are_set_as_they_were_when_all_else_is_done() throws IOException {
    Console console = console("y");
    assertEquals('y', console.key(1000));
    assertFalse(isRestored);
    console.close();
    assertTrue(isRestored);
  }
}
