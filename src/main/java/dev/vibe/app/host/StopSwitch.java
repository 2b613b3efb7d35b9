package dev.vibe.app.host;

import dev.vibe.problem.ExitCode;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Switch that carries a signal or a time-out to whatever runs. A request made before anything is
 * attached is kept and delivered on attaching. Thread-safe; the target is called on the requester's
 * thread.
 */
public final class StopSwitch {

  private final Object lock = new Object();
  private Optional<ExitCode> requested = Optional.empty();
  private Optional<Consumer<ExitCode>> target = Optional.empty();

  /**
   * Asks for a stop; only the first request counts.
   *
   * @return whether this is the first
   */
  public boolean request(ExitCode as) {
    Optional<Consumer<ExitCode>> told;
    synchronized (lock) {
      if (requested.isPresent()) {
        return false;
      }
      requested = Optional.of(as);
      told = target;
    }
    told.ifPresent(t -> t.accept(as)); // unlocked, so that a target that hangs holds nobody up
    return true;
  }

  public Optional<ExitCode> requested() {
    synchronized (lock) {
      return requested;
    }
  }

  /** Makes {@code next} the target in place of the present one. */
  public void attach(Consumer<ExitCode> next) {
    Optional<ExitCode> missed;
    synchronized (lock) {
      target = Optional.of(next);
      missed = requested;
    }
    missed.ifPresent(next);
  }
}
