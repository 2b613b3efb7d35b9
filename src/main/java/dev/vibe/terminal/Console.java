package dev.vibe.terminal;

import java.io.IOException;
import java.util.Optional;

/**
 * Port to a terminal for one question. Keys come one by one and are not shown. An interrupt of the
 * thread ends each wait with {@link java.io.InterruptedIOException} and clears its flag.
 */
public interface Console extends AutoCloseable {

  /** No key within the time. */
  int NO_KEY = -2;

  /** No key ever again. */
  int CLOSED = -1;

  int CONTROL_C = 3;
  int CONTROL_D = 4;

  /** How long a wait for a key lasts before the next one; of no matter to people. */
  long WAIT_MILLIS = 60_000;

  int columns();

  int rows();

  void print(String text);

  /** The next key, waiting for at most so long; {@link #NO_KEY} or {@link #CLOSED}. */
  int key(long millis) throws IOException;

  /**
   * Lets a line be edited. Empty when that was given up.
   *
   * @param initial what the line holds at first
   */
  Optional<String> line(String prompt, String initial) throws IOException;

  /** Leaves the terminal as it was found. */
  @Override
  void close() throws IOException;

  /** Opener of the terminal, anew for each question. */
  @FunctionalInterface
  interface Opener {
    Console open() throws IOException;
  }
}
