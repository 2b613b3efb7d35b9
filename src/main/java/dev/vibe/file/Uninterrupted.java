package dev.vibe.file;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Runner of work that must not be broken off: interrupting a thread closes the file that it writes.
 * It is done on a thread of its own; an interrupt of whoever waits for it is kept for after it.
 *
 * @param <T> what it gives
 */
public final class Uninterrupted<T> {

  private static final Duration FOREVER = Duration.ofDays(36_500);

  private final FutureTask<T> task;

  private Uninterrupted(FutureTask<T> task) {
    this.task = task;
  }

  /** Begins; the caller goes on beside it. */
  public static <T> Uninterrupted<T> start(Supplier<T> work) {
    FutureTask<T> task = new FutureTask<>(work::get);
    Thread.ofVirtual().name("uninterrupted").start(task);
    return new Uninterrupted<>(task);
  }

  public static <T> T run(Supplier<T> work) {
    return start(work).await();
  }

  /** Blocks until it is done; throws what the work threw. */
  public T await() {
    return await(FOREVER).orElseThrow();
  }

  /** The same for a time; empty when it is not done by then. */
  public Optional<T> await(Duration most) {
    long end = System.nanoTime() + most.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return Optional.of(task.get(end - System.nanoTime(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (TimeoutException e) {
          return Optional.empty();
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
