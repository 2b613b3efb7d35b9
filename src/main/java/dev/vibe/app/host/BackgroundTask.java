package dev.vibe.app.host;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Task that is computed beside the start of a run, on a thread of the system: much of it waits for
 * disk and for processes, which would hold the few carriers of virtual threads up.
 *
 * @param <T> what it gives
 */
public final class BackgroundTask<T> {

  private final FutureTask<T> task;

  private BackgroundTask(FutureTask<T> task) {
    this.task = task;
  }

  public static <T> BackgroundTask<T> start(String name, Supplier<T> work) {
    FutureTask<T> task = new FutureTask<>(work::get);
    Thread.ofPlatform().daemon().name(name).start(task);
    return new BackgroundTask<>(task);
  }

  /** What is there already. */
  public static <T> BackgroundTask<T> done(T value) {
    FutureTask<T> task = new FutureTask<>(() -> value);
    task.run();
    return new BackgroundTask<>(task);
  }

  /**
   * Gives up: {@link #get} ends at once with a {@link java.util.concurrent.CancellationException},
   * unless the work is done already.
   */
  public void cancel() {
    task.cancel(true);
  }

  /** What is there by then; empty when it is not, or the work failed. */
  public Optional<T> within(Duration limit) throws InterruptedException {
    try {
      return Optional.of(task.get(limit.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException | ExecutionException e) {
      return Optional.empty();
    }
  }

  /** Blocks until it is there; throws what the work threw. */
  public T get() throws InterruptedException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
