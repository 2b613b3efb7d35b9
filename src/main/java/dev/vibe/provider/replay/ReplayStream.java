package dev.vibe.provider.replay;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.Reasoning;
import dev.vibe.conversation.ToolCall;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.provider.ModelEvent;
import dev.vibe.provider.ModelStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** Stream that plays one reply. */
final class ReplayStream implements ModelStream {

  /** About the size of a token with its blank; a longer word comes in pieces. */
  private static final int LONGEST_DELTA = 12;

  private final ArrayDeque<ModelEvent> deltas = new ArrayDeque<>();
  private final StringBuilder shown = new StringBuilder();
  private final Duration delay;
  private final ModelEvent last;
  private final String text;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private boolean closed;
  private boolean cancelled;

  ReplayStream(Cassette.Reply reply, String idPrefix) {
    delay = reply.delay();
    text = reply.text();
    split(reply.reasoning(), ModelEvent.ReasoningDelta::new);
    split(reply.text(), ModelEvent.TextDelta::new);
    last =
        switch (reply.ending()) {
          case Cassette.Ending.Whole(ModelEvent.Finish finish) ->
              new ModelEvent.Done(message(reply, idPrefix), reply.usage(), finish);
          case Cassette.Ending.Failure(ModelEvent.Kind kind, Problem problem) ->
              new ModelEvent.Failed(kind, problem, text);
        };
  }

  private static Message.Assistant message(Cassette.Reply reply, String idPrefix) {
    List<ToolCall> calls = new ArrayList<>();
    for (Cassette.Call call : reply.calls()) {
      calls.add(new ToolCall(new CallId(idPrefix + calls.size()), call.name(), call.arguments()));
    }
    Reasoning reasoning =
        reply.reasoning().isEmpty() ? Reasoning.NONE : new Reasoning(reply.reasoning(), "replay");
    return new Message.Assistant(reply.text(), reasoning, calls);
  }

  /** After each run of blanks, or within a word that is too long, but never within a character. */
  private void split(String whole, Function<String, ModelEvent> delta) {
    int start = 0;
    for (int i = 1; i <= whole.length(); i++) {
      boolean endOfWord =
          i == whole.length()
              || (Character.isWhitespace(whole.charAt(i - 1))
                  && !Character.isWhitespace(whole.charAt(i)));
      boolean tooLong =
          i - start >= LONGEST_DELTA && !Character.isHighSurrogate(whole.charAt(i - 1));
      if (endOfWord || tooLong) {
        deltas.add(delta.apply(whole.substring(start, i)));
        start = i;
      }
    }
  }

  @Override
  public ModelEvent next() {
    if (cancelled || !pause()) {
      cancelled = true;
      return new ModelEvent.Failed(
          ModelEvent.Kind.CANCELLED,
          new Problem(ProblemCode.CANCELLED, "the reply was cancelled", "", ""),
          shown.toString());
    }
    ModelEvent next = deltas.poll();
    if (next instanceof ModelEvent.TextDelta(String piece)) {
      shown.append(piece);
    }
    return next == null ? last : next;
  }

  /** Waits before a delta; false when the stream was closed or the thread interrupted. */
  private boolean pause() {
    lock.lock();
    try {
      long left = deltas.isEmpty() ? 0 : delay.toNanos();
      while (left > 0 && !closed) {
        left = ended.awaitNanos(left);
      }
      return !closed && !Thread.currentThread().isInterrupted();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
