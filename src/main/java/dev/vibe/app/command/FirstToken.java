package dev.vibe.app.command;

import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.EventSink;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Stopwatch from the prompt to the first sign of the model. Told by the session's thread, read when
 * the run has ended.
 */
final class FirstToken implements EventSink {

  private final LongSupplier nanos;
  private Optional<Long> asked = Optional.empty();
  private Optional<Duration> took = Optional.empty();

  FirstToken(LongSupplier nanos) {
    this.nanos = nanos;
  }

  @Override
  public synchronized void accept(Envelope envelope) {
    switch (envelope.event()) {
      case Event.UserSaid said -> {
        if (asked.isEmpty()) {
          asked = Optional.of(nanos.getAsLong());
        }
      }
      case Event.TextDelta text -> seen();
      case Event.ReasoningDelta text -> seen();
      case Event.AssistantSaid said -> seen();
      case Event other -> {}
    }
  }

  private void seen() {
    if (took.isEmpty()) {
      took = asked.map(then -> Duration.ofNanos(nanos.getAsLong() - then));
    }
  }

  synchronized Optional<Duration> took() {
    return took;
  }
}
