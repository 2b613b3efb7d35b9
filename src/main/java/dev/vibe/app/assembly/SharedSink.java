package dev.vibe.app.assembly;

import dev.vibe.event.Envelope;
import dev.vibe.event.EventBus;
import dev.vibe.event.EventSink;
import dev.vibe.problem.Problem;
import java.util.Optional;

/**
 * Sink that hears of several sessions, one after the other: of the bus whose lock it takes, too.
 */
record SharedSink(EventSink sink, EventBus bus) implements EventSink {

  @Override
  public void accept(Envelope envelope) {
    synchronized (bus) {
      sink.accept(envelope);
    }
  }

  @Override
  public Optional<Problem> before(Envelope envelope) {
    synchronized (bus) {
      return sink.before(envelope);
    }
  }
}
