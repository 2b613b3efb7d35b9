package dev.vibe.context.map;

/**
 * Permission to keep what a map was made of, until its session ends: nothing is written behind
 * that. Thread-safe.
 */
public final class MapWrites implements AutoCloseable {

  private boolean isOver;

  /** Does it, unless the session is over; meanwhile the session does not end. */
  synchronized void write(Runnable writing) {
    if (!isOver) {
      writing.run();
    }
  }

  /** Waits for what is being written. */
  @Override
  public synchronized void close() {
    isOver = true;
  }
}
