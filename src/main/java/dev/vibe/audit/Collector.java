package dev.vibe.audit;

import java.io.IOException;
import java.util.List;

/** Port to a collector somewhere else. Used by one thread at a time, but for {@link #close}. */
interface Collector extends AutoCloseable {

  /** For messages: where it is, without secrets. */
  String place();

  /**
   * Sends lines, in order; blocks until they are sent, with limits of its own.
   *
   * @throws IOException when it is not certain that all were; the same may then come again
   */
  void send(List<String> lines) throws IOException;

  /** Ends the connection at once, from any thread. */
  @Override
  void close();
}
