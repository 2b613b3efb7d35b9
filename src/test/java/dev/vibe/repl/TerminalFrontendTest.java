package dev.vibe.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.terminal.SessionTerminal;
import dev.vibe.text.Palette;
import dev.vibe.text.Theme;
import dev.vibe.view.ScreenSize;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalFrontendTest {

  /** Keeps what is written to it. */
  private static final class Written implements SessionTerminal {

    private final StringBuilder text = new StringBuilder();

    @Override
    public ScreenSize size() {
      return new ScreenSize(80, 24);
    }

    @Override
    public void write(String more) {
      text.append(more);
    }

    @Override
    public int read(long millis) {
      return CLOSED;
    }

    @Override
    public void giveAway() {}

    @Override
    public void takeBack() {}

    @Override
    public void close() {}
  }

  private static String rung(String type) {
    Written terminal = new Written();
    Map<String, String> environment = Map.of("TERM", type);
    new TerminalFrontend(terminal, new Look(Palette.ANSI, Theme.AUTO, environment)).ring();
    return terminal.text.toString();
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
