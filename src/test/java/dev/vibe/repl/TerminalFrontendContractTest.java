package dev.vibe.repl;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.vibe.repl.key.Key;
import dev.vibe.repl.state.Input;
import dev.vibe.text.Palette;
import dev.vibe.text.Theme;
import java.util.Map;

class TerminalFrontendContractTest extends FrontendContract {

  private FakeTerminal terminal = new FakeTerminal("");

  /** Without colours, so that the terminal is not asked how bright it is. */
  @Override
  Frontend frontend(String first, String second) {
    terminal = new FakeTerminal(first + second);
    return new TerminalFrontend(terminal, new Look(Palette.PLAIN, Theme.AUTO, Map.of()));
  }

  @Override
  String written() {
    return terminal.written();
  }

  @Override
  String text(Input typed) {
    Key key = assertInstanceOf(Input.Pressed.class, typed).key();
    return assertInstanceOf(Key.Text.class, key).text();
  }
}
