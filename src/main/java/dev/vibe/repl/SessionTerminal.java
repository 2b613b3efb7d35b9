package dev.vibe.repl;

import dev.vibe.repl.key.KeyDecoder;
import dev.vibe.repl.state.SessionState;
import java.io.IOException;

/** The terminal of a session: raw keys in, characters out. Writing is for one thread. */
interface SessionTerminal extends KeyDecoder.Source, AutoCloseable {

  SessionState.Size size();

  void write(String text);

  /** Gives the terminal to another program until {@link #takeBack}; reading waits meanwhile. */
  void giveAway() throws IOException;

  void takeBack() throws IOException;

  /** Leaves the terminal as it was found. Idempotent, from any thread. */
  @Override
  void close();
}
