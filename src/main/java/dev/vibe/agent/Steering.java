package dev.vibe.agent;

import dev.vibe.conversation.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Queue of what the user says into a run that goes on, until the model can hear it. Thread-safe.
 */
final class Steering {

  private final List<Message.User> waiting = new ArrayList<>();
  private Optional<Message.User> byTheWay = Optional.empty();
  private boolean isOpen;

  synchronized void open() {
    isOpen = true;
  }

  /** Dropped when there is no run that would take it up. */
  synchronized void offer(Message.User message) {
    if (isOpen) {
      waiting.add(message);
    }
  }

  /** Nothing that the user says: it waits for a request that there is anyway, of whichever run. */
  synchronized void offerByTheWay(Message.User message) {
    byTheWay = Optional.of(message);
  }

  synchronized Optional<Message.User> takeByTheWay() {
    Optional<Message.User> taken = byTheWay;
    byTheWay = Optional.empty();
    return taken;
  }

  /** What was said since, in order. */
  synchronized List<Message.User> take() {
    List<Message.User> taken = List.copyOf(waiting);
    waiting.clear();
    return taken;
  }

  /** As {@link #take}, but when there is nothing, nothing is taken in any more. */
  synchronized List<Message.User> takeOrClose() {
    isOpen = !waiting.isEmpty();
    return take();
  }

  /** What still waits is dropped. */
  synchronized void close() {
    isOpen = false;
    waiting.clear();
  }
}
