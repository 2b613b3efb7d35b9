package dev.vibe.event;

import dev.vibe.problem.Problem;
import java.util.Optional;

/**
 * Port by which durable events are kept before anybody sees them. Called by the thread that owns
 * the session, whose interrupt flag it neither obeys nor changes. Never throws: a journal that
 * fails says so once and takes everything after that without keeping it.
 */
public interface Journal {

  /**
   * Hands a durable event to the operating system before it returns.
   *
   * @return the problem with which keeping ended; empty when the event was kept, and on every call
   *     after the one that reported
   */
  Optional<Problem> append(Envelope durable);

  /**
   * Forces what was appended to the disk; returns at once when nothing is pending.
   *
   * @return as {@link #append}
   */
  Optional<Problem> sync();

  /** Keeps nothing. */
  static Journal none() {
    return new Journal() {
      @Override
      public Optional<Problem> append(Envelope durable) {
        return Optional.empty();
      }

      @Override
      public Optional<Problem> sync() {
        return Optional.empty();
      }
    };
  }
}
