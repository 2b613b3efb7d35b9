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
  private final Consumer<ExitCode> halting;
  private Optional<ExitCode> requested = Optional.empty();
  private Optional<Consumer<ExitCode>> target = Optional.empty();
  private Optional<Consumer<ExitCode>> watcher = Optional.empty();

  /** Of something that is not the whole process: to halt it does nothing. */
  public StopSwitch() {
    this(as -> {});
  }

  /**
   * Of a process.
   *
   * @param halting ends it at once, with nothing more done
   */
  public StopSwitch(Consumer<ExitCode> halting) {
    this.halting = halting;
  }

  /**
   * Asks for a stop; only the first request counts.
   *
   * @return whether this is the first
   */
  public boolean request(ExitCode as) {
    Optional<Consumer<ExitCode>> watching;
    Optional<Consumer<ExitCode>> told;
    synchronized (lock) {
      if (requested.isPresent()) {
        return false;
      }
      requested = Optional.of(as);
      watching = watcher;
      told = target;
    }
    // unlocked, so that a target that hangs holds nobody up
    watching.ifPresent(w -> w.accept(as));
    told.ifPresent(t -> t.accept(as));
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

  /** Has {@code next} told of the request, too, before any target is; it must not block. */
  public void watch(Consumer<ExitCode> next) {
    Optional<ExitCode> missed;
    synchronized (lock) {
      watcher = Optional.of(next);
      missed = requested;
    }
    missed.ifPresent(next);
  }

  /** Ends the process at once; what is open stays as a crash would leave it. */
  public void halt(ExitCode as) {
    halting.accept(as);
  }
}
