package dev.vibe.rpc;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Request of the other side, which is answered once, from any thread. */
public final class IncomingRequest {

  private final String method;
  private final Params params;
  private final Consumer<Outcome> answering;
  private final AtomicBoolean isAnswered = new AtomicBoolean();
  private final Object lock = new Object();
  private boolean isCancelled;
  private Optional<Runnable> stopping = Optional.empty();

  /** Outcome of a request. */
  sealed interface Outcome {

    record Result(@Nullable Object value) implements Outcome {}

    record Failure(RpcException why) implements Outcome {}
  }

  IncomingRequest(String method, Params params, Consumer<Outcome> answering) {
    this.method = method;
    this.params = params;
    this.answering = answering;
  }

  public String method() {
    return method;
  }

  public Params params() {
    return params;
  }

  /** Blocks while the other side takes nothing. A second answer is dropped. */
  public void answer(Map<String, ?> result) {
    finish(new Outcome.Result(result));
  }

  /** As {@link #answer}, with a list. */
  public void answerAll(List<?> result) {
    finish(new Outcome.Result(result));
  }

  /** As {@link #answer}, with null. */
  public void answerNothing() {
    finish(new Outcome.Result(null));
  }

  /** As {@link #answer}. */
  public void fail(RpcException why) {
    finish(new Outcome.Failure(why));
  }

  private void finish(Outcome outcome) {
    if (isAnswered.compareAndSet(false, true)) {
      answering.accept(outcome);
    }
  }

  /**
   * Has {@code stop} called when the other side wants no answer any more, at once if it has said so
   * already. It is answered all the same.
   */
  public void whenCancelled(Runnable stop) {
    boolean isLate;
    synchronized (lock) {
      isLate = isCancelled;
      stopping = Optional.of(stop);
    }
    if (isLate) {
      stop.run();
    }
  }

  public boolean isCancelled() {
    synchronized (lock) {
      return isCancelled;
    }
  }

  /** Where nobody stops it by order, it is answered here as cancelled. */
  void cancel() {
    Optional<Runnable> stop;
    synchronized (lock) {
      if (isCancelled) {
        return;
      }
      isCancelled = true;
      stop = stopping;
    }
    stop.ifPresentOrElse(Runnable::run, () -> fail(RpcException.cancelled()));
  }
}
