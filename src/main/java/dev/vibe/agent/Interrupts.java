package dev.vibe.agent;

import dev.vibe.problem.ExitCode;
import java.util.Optional;

/**
 * Gate for the interrupts of one thread: lets a stop reach it only where an interrupt does no harm,
 * in a session while it waits for the model, a person, a command or a read. Files, the log and
 * commits are written outside of these waits, where an interrupt would tear them. {@link #request}
 * may be called from any thread, the rest from the one that waits.
 */
public final class Interrupts {

  private final Object lock = new Object();
  private Optional<Stop> requested = Optional.empty();
  private Optional<Thread> waiting = Optional.empty();

  /**
   * A wait that an interrupt may end early.
   *
   * @param <E> what it throws beside what is not checked
   */
  @FunctionalInterface
  public interface Wait<T, E extends Exception> {
    T run() throws E;
  }

  /** Asks for the stop; the first request decides how the run ends. */
  public void request(ExitCode as) {
    request(Stop.requested(as));
  }

  /** The same, for a reason of its own. */
  public void request(Stop stop) {
    synchronized (lock) {
      if (requested.isEmpty()) {
        requested = Optional.of(stop);
      }
      waiting.ifPresent(Thread::interrupt);
    }
  }

  Optional<Stop> requested() {
    synchronized (lock) {
      return requested;
    }
  }

  boolean isRequested() {
    synchronized (lock) {
      return requested.isPresent();
    }
  }

  /** Forgets a request, before the next run. */
  public void reset() {
    synchronized (lock) {
      requested = Optional.empty();
    }
  }

  /** Runs a wait during which a request interrupts this thread; the flag is clear afterwards. */
  public <T, E extends Exception> T during(Wait<T, E> wait) throws E {
    synchronized (lock) {
      waiting = Optional.of(Thread.currentThread());
      if (requested.isPresent()) {
        Thread.currentThread().interrupt();
      }
    }
    try {
      return wait.run();
    } finally {
      synchronized (lock) {
        waiting = Optional.empty();
        Thread.interrupted();
      }
    }
  }
}
