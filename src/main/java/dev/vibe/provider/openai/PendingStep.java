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
 * Step of an {@link Attempt} that is taken on a thread of its own, so that whoever waits for it can
 * look elsewhere meanwhile. It ends with its call.
 */
final class PendingStep {

  private final List<ModelEvent> brought = new ArrayList<>();
  private final FutureTask<Attempt.Step> step;

  private PendingStep(Reader reader) {
    Callable<Attempt.Step> taking = () -> reader.step(brought::add);
    step = new FutureTask<>(taking);
  }

  /** Reader of the next event. */
  interface Reader {
    Attempt.Step step(Consumer<ModelEvent> out) throws IOException;
  }

  static PendingStep of(Reader reader) {
    PendingStep pending = new PendingStep(reader);
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
  Optional<Attempt.Step> await(Duration limit, Consumer<ModelEvent> out) throws IOException {
    try {
      Attempt.Step taken = step.get(limit.toNanos(), TimeUnit.NANOSECONDS);
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
