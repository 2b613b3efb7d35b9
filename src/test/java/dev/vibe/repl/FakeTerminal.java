package dev.vibe.repl;

import dev.vibe.terminal.SessionTerminal;
import dev.vibe.view.ScreenSize;

/** A terminal on which keys were typed beforehand, and that keeps what is written to it. */
final class FakeTerminal implements SessionTerminal {

  private final String keys;
  private final StringBuilder text = new StringBuilder();
  private int read;

  FakeTerminal(String keys) {
    this.keys = keys;
  }

  String written() {
    return text.toString();
  }

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
    return read < keys.length() ? keys.charAt(read++) : CLOSED;
  }

  @Override
  public void giveAway() {}

  @Override
  public void takeBack() {}

  @Override
  public void close() {}
}
