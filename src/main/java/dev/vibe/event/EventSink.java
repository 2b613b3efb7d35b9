package dev.vibe.event;

/**
 * Port that takes envelopes in order, one at a time, from the thread that owns the session. Must
 * not throw.
 */
@FunctionalInterface
public interface EventSink {

  void accept(Envelope envelope);
}
