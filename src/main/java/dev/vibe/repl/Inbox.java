package dev.vibe.repl;

import dev.vibe.approval.Answer;
import dev.vibe.approval.Approver;
import dev.vibe.approval.Question;
import dev.vibe.event.Envelope;
import dev.vibe.event.EventSink;
import dev.vibe.event.Inquiry;
import dev.vibe.repl.state.Input;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Queue of what waits for the screen's thread: keys, events, questions. Thread-safe. A run is never
 * held up by it, except to wait for the answer to a question.
 */
public final class Inbox implements EventSink, Approver {

  private final BlockingQueue<Input> inputs = new LinkedBlockingQueue<>();
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private final BlockingQueue<Optional<String>> told = new LinkedBlockingQueue<>();
  private final Lock inquiring = new ReentrantLock();
  private volatile boolean isClosed;

  public void add(Input input) {
    inputs.add(input);
  }

  @Override
  public void accept(Envelope envelope) {
    inputs.add(new Input.Happened(envelope));
  }

  /** Called by the session's thread, one question at a time. */
  @Override
  public Answer ask(Question question) {
    answers.clear(); // an answer that came too late for the question before
    if (isClosed) { // asked only now, so that the answer of a closing is not cleared away
      return new Answer.No("");
    }
    inputs.add(new Input.Asked(question));
    try {
      return answers.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      inputs.add(new Input.Withdrawn());
      return new Answer.No("");
    }
  }

  /**
   * The answer to a question of the model; empty when there is none. One question after the other,
   * whatever thread asks.
   */
  public Optional<String> inquire(Inquiry inquiry) throws InterruptedException {
    inquiring.lockInterruptibly();
    try {
      told.clear();
      if (isClosed) {
        return Optional.empty();
      }
      inputs.add(new Input.Inquired(inquiry));
      return told.take();
    } catch (InterruptedException e) {
      inputs.add(new Input.Withdrawn());
      throw e;
    } finally {
      inquiring.unlock();
    }
  }

  void tell(Optional<String> answer) {
    told.add(answer);
  }

  /** Nobody is there to answer any more: what is asked, and will be, gets a no. */
  void close() {
    isClosed = true;
    answers.add(new Answer.No(""));
    told.add(Optional.empty());
  }

  void answer(Answer answer) {
    answers.add(answer);
  }

  /** Waits for an input as long as it takes. */
  Input take() throws InterruptedException {
    return inputs.take();
  }

  /** Waits at most so long. */
  Optional<Input> poll(long nanos) throws InterruptedException {
    return Optional.ofNullable(inputs.poll(nanos, TimeUnit.NANOSECONDS));
  }
}
