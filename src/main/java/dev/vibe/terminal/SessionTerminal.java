package dev.vibe.terminal;

import dev.vibe.view.ScreenSize;
import java.io.IOException;

/** Port to the terminal of a session: raw keys in, characters out. Writing is for one thread. */
public interface SessionTerminal extends CharacterSource, AutoCloseable {

  ScreenSize size();

  void write(String text);

  /** Gives the terminal to another program until {@link #takeBack}; reading waits meanwhile. */
  void giveAway() throws IOException;

  void takeBack() throws IOException;

  /** Leaves the terminal as it was found. Idempotent, from any thread. */
  @Override
  void close();
}
