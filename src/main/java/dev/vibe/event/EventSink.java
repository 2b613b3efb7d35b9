package dev.vibe.event;

import dev.vibe.problem.Problem;
import java.util.Optional;

/**
 * Port that takes envelopes in order, one at a time, from the thread that owns the session. Must
 * not throw.
 */
@FunctionalInterface
public interface EventSink {

  void accept(Envelope envelope);

  /**
   * Told of something that is about to be done and that no event announces, such as the commit at
   * the end of a run.
   *
   * @param deed as it will be told of once it is done; of a number that another event has
   * @return why it must not be done; empty when it may
   */
  default Optional<Problem> before(Envelope deed) {
    return Optional.empty();
  }
}
