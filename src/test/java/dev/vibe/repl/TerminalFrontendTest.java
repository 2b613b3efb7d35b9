package dev.vibe.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.text.Palette;
import dev.vibe.text.Theme;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalFrontendTest {

  private static String rung(String type) {
    FakeTerminal terminal = new FakeTerminal("");
    Map<String, String> environment = Map.of("TERM", type);
    new TerminalFrontend(terminal, new Look(Palette.ANSI, Theme.AUTO, environment)).ring();
    return terminal.written();
  }

  @Test
  void a_person_is_called_by_a_bell_and_by_the_desktop() {
    assertEquals("\u0007\u001b]9;vibe waits for you\u001b\\", rung("xterm-256color"));
  }

  @Test
  void a_terminal_that_would_print_the_notification_gets_the_bell_alone() {
    assertEquals("\u0007", rung("linux"));
    assertEquals("\u0007", rung("vt220"));
  }
}
