package dev.vibe.task.batch;

import dev.vibe.problem.ExitCode;
import dev.vibe.problem.VibeException;
import dev.vibe.task.batch.BatchBoard.Row;
import dev.vibe.task.batch.BatchLimits.Spent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Batch: does the tasks that have no result yet, some at a time, within limits on all of them.
 * {@link #run} is called once; everything else from any thread.
 */
public final class Batch {

  private final TaskWorker worker;
  private final ResultsFile results;
  private final BatchLimits limits;
  private final int parallel;
  private final Watcher watcher;
  private final LongSupplier nanos;
  private final long began;

  /** Guarded by this object, as everything below. */
  private final List<BatchTask> waiting;

  private final List<Meter> running = new ArrayList<>();
  private final Set<String> busy = new HashSet<>();
  private final List<TaskEnd> ends = new ArrayList<>();
  private Spent spent = new Spent(0, 0, 0);
  private Optional<ExitCode> stopped = Optional.empty();
  private String reached = "";
  private Optional<RuntimeException> broken = Optional.empty();

  /** Port to whoever shows what happens. Called from several threads. */
  public interface Watcher {
    void began(BatchTask task);

    void ended(TaskEnd end);
  }

  /**
   * Outcome of a batch.
   *
   * @param ends of all tasks that are done, earlier ones too
   * @param left tasks without a result
   * @param stopped why it ended before the rest was done
   * @param reached the limit that was reached; empty when none was
   */
  public record Outcome(List<TaskEnd> ends, int left, Optional<ExitCode> stopped, String reached) {
    public Outcome {
      ends = List.copyOf(ends);
    }

    /** The worst that there is to tell. */
    public ExitCode exitCode() {
      return stopped.orElse(
          ends.stream().allMatch(TaskEnd::isDone) ? ExitCode.DONE : ExitCode.FAILED);
    }
  }

  /**
   * Does nothing yet.
   *
   * @param tasks all of them, those that are done too
   * @param terms with limits that what is done already counts for, but for the time
   * @param nanos a clock that never goes back
   */
  public Batch(
      List<BatchTask> tasks,
      Terms terms,
      TaskWorker worker,
      ResultsFile results,
      Watcher watcher,
      LongSupplier nanos) {
    this.worker = worker;
    this.results = results;
    this.limits = terms.limits();
    this.parallel = terms.atOnce();
    this.watcher = watcher;
    this.nanos = nanos;
    this.began = nanos.getAsLong();
    this.waiting = new ArrayList<>(tasks);
    for (TaskEnd end : results.earlier()) {
      boolean isWanted = terms.again() == Again.NONE || end.isDone();
      if (isWanted
          && waiting.removeIf(
              task -> task.id().equals(end.id()) && task.digest().equals(end.task()))) {
        ends.add(end);
        spent = spent.plus(spent(end));
      }
    }
  }

  /**
   * Terms of a batch.
   *
   * @param atOnce so many tasks
   */
  public record Terms(BatchLimits limits, int atOnce, Again again) {}

  /** Choice of tasks that are done again. */
  public enum Again {
    NONE,
    /** Those that did not end well. */
    FAILED
  }

  private static Spent spent(TaskEnd end) {
    return new Spent(end.turns(), end.tokens(), end.costUsd());
  }

  /**
   * Until all are done, or it is stopped.
   *
   * @throws VibeException when a result cannot be kept
   */
  public Outcome run() throws InterruptedException {
    Thread clock = startClock();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < parallel; i++) {
      threads.add(Thread.ofPlatform().name("task-" + (i + 1)).start(this::workOn));
    }
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } finally {
      clock.interrupt();
    }
    synchronized (this) {
      if (broken.isPresent()) {
        throw broken.get();
      }
      return new Outcome(ends, waiting.size(), stopped, reached);
    }
  }

  private Thread startClock() {
    return Thread.ofPlatform()
        .daemon()
        .name("batch-timeout")
        .start(
            () -> {
              try {
                if (limits.time().isPositive()) {
                  Thread.sleep(limits.time());
                  stop(ExitCode.TIMEOUT);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private void workOn() {
    try {
      for (Optional<Meter> next = next(); next.isPresent(); next = next()) {
        done(next.get(), worker.work(next.get().task(), next.get()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop(ExitCode.INTERRUPTED);
    } catch (RuntimeException e) {
      synchronized (this) {
        broken = Optional.of(e);
      }
      stop(ExitCode.FAILED);
    }
  }

  /** The next one whose place is free; waits for a place; empty when there is no more to do. */
  private synchronized Optional<Meter> next() throws InterruptedException {
    while (stopped.isEmpty() && !waiting.isEmpty()) {
      check(spent);
      if (stopped.isPresent()) {
        break;
      }
      for (Iterator<BatchTask> each = waiting.iterator(); each.hasNext(); ) {
        BatchTask task = each.next();
        String place = worker.place(task);
        if (place.isEmpty() || busy.add(place)) {
          each.remove();
          Meter meter = new Meter(task, nanos.getAsLong(), this::check);
          running.add(meter);
          watcher.began(task);
          return Optional.of(meter);
        }
      }
      wait();
    }
    return Optional.empty();
  }

  private void done(Meter meter, Optional<TaskEnd> end) {
    end.ifPresent(results::add);
    synchronized (this) {
      running.remove(meter);
      busy.remove(worker.place(meter.task()));
      if (end.isPresent()) {
        ends.add(end.get());
        spent = spent.plus(spent(end.get()));
      } else {
        waiting.add(meter.task());
        spent = spent.plus(meter.spent());
      }
      notifyAll();
    }
    end.ifPresent(watcher::ended);
  }

  /** Called when what a running task used up has changed. */
  private void check() {
    boolean isOver;
    synchronized (this) {
      isOver = check(spentSoFar());
    }
    if (isOver) {
      stopRunning(ExitCode.LIMIT);
    }
  }

  private synchronized boolean check(Spent now) {
    String which = limits.reached(now);
    if (!which.isEmpty() && stopped.isEmpty()) {
      stopped = Optional.of(ExitCode.LIMIT);
      reached = which;
      notifyAll();
      return true;
    }
    return false;
  }

  private synchronized Spent spentSoFar() {
    return running.stream().map(Meter::spent).reduce(spent, Spent::plus);
  }

  /** Has all that runs come to its end, and begins nothing more. */
  public void stop(ExitCode as) {
    synchronized (this) {
      if (stopped.isEmpty()) {
        stopped = Optional.of(as);
        reached = as == ExitCode.TIMEOUT ? "the time limit" : "";
      }
      notifyAll();
    }
    stopRunning(as);
  }

  private void stopRunning(ExitCode as) {
    List<Meter> all;
    synchronized (this) {
      all = List.copyOf(running);
    }
    all.forEach(meter -> meter.stop(as));
  }

  /** How it stands. */
  public synchronized BatchBoard board() {
    long now = nanos.getAsLong();
    int good = (int) ends.stream().filter(TaskEnd::isDone).count();
    return new BatchBoard(
        running.stream()
            .map(
                meter ->
                    new Row(
                        meter.task().id(),
                        Duration.ofNanos(now - meter.since()),
                        meter.spent().tokens(),
                        meter.activity()))
            .toList(),
        waiting.size(),
        good,
        ends.size() - good,
        spentSoFar());
  }

  /** Since it began. */
  public Duration age() {
    return Duration.ofNanos(nanos.getAsLong() - began);
  }
}
