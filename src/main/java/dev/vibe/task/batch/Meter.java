package dev.vibe.task.batch;

import dev.vibe.problem.ExitCode;
import dev.vibe.task.batch.BatchLimits.Spent;
import java.util.Optional;
import java.util.function.Consumer;

/** Meter of a task that runs: what it does and has used up, and the way to stop it. Thread-safe. */
public final class Meter {

  private final BatchTask task;
  private final long since;
  private final Runnable changed;
  private Spent spent = new Spent(0, 0, 0);
  private String activity = "starting";
  private Optional<ExitCode> stopped = Optional.empty();
  private Optional<Consumer<ExitCode>> target = Optional.empty();

  /**
   * Begins at nothing.
   *
   * @param since when it began, in nanoseconds
   * @param changed called after each change of what is used up
   */
  Meter(BatchTask task, long since, Runnable changed) {
    this.task = task;
    this.since = since;
    this.changed = changed;
  }

  BatchTask task() {
    return task;
  }

  long since() {
    return since;
  }

  public void spent(int turns, long tokens, double costUsd) {
    synchronized (this) {
      spent = new Spent(turns, tokens, costUsd);
    }
    changed.run();
  }

  public synchronized void activity(String what) {
    activity = what;
  }

  synchronized Spent spent() {
    return spent;
  }

  synchronized String activity() {
    return activity;
  }

  /** Has it told to stop, also of a request that was made before. */
  public void attach(Consumer<ExitCode> next) {
    Optional<ExitCode> missed;
    synchronized (this) {
      target = Optional.of(next);
      missed = stopped;
    }
    missed.ifPresent(next);
  }

  void stop(ExitCode as) {
    Optional<Consumer<ExitCode>> told;
    synchronized (this) {
      if (stopped.isPresent()) {
        return;
      }
      stopped = Optional.of(as);
      told = target;
    }
    told.ifPresent(each -> each.accept(as));
  }

  /** Whether the batch stopped it, so that how it ended says nothing of the task. */
  public synchronized boolean isStopped() {
    return stopped.isPresent();
  }
}
