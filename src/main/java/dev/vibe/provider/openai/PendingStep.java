package dev.vibe.provider.openai;

import dev.vibe.provider.ModelEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Step of a reply that is taken on a thread of its own, so that whoever waits for it can look
 * elsewhere meanwhile. It ends with its call.
 */
final class PendingStep<T> {

  private final List<ModelEvent> brought = new ArrayList<>();
  private final FutureTask<T> step;

  private PendingStep(Reader<T> reader) {
    Callable<T> taking = () -> reader.step(brought::add);
    step = new FutureTask<>(taking);
  }

  /** Reader of the next event. */
  interface Reader<T> {
    T step(Consumer<ModelEvent> out) throws IOException;
  }

  static <T> PendingStep<T> of(Reader<T> reader) {
    PendingStep<T> pending = new PendingStep<>(reader);
    Thread.ofVirtual().name("reply-step").start(pending.step);
    return pending;
  }

  boolean isDone() {
    return step.isDone();
  }

  /**
   * The step, with what it brought given to {@code out}; empty when it takes longer, or when the
   * thread was interrupted, which stays set.
   */
  Optional<T> await(Duration limit, Consumer<ModelEvent> out) throws IOException {
    try {
      T taken = step.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      brought.forEach(out);
      return Optional.of(taken);
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      brought.forEach(out);
      switch (e.getCause()) {
        case IOException failure -> throw failure;
        case RuntimeException bug -> throw bug;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }
}
