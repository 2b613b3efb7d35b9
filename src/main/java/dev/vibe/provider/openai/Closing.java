package dev.vibe.provider.openai;

import dev.vibe.net.HttpCall;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * State of whether a stream was closed, and what ends with it: the call that it reads, a question
 * beside that, a wait. Thread-safe.
 */
final class Closing {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  // All below are guarded by the lock.
  private boolean closed;
  private Runnable abort = Closing::nothing;
  private Runnable abortQuestion = Closing::nothing;

  private static void nothing() {}

  /** From now on the stream is closed; what goes on is ended. */
  void close() {
    lock.lock();
    try {
      closed = true;
      ended.signalAll();
    } finally {
      lock.unlock();
    }
    abortCurrent();
  }

  /** Ends what goes on. */
  void abortCurrent() {
    Runnable call;
    Runnable question;
    lock.lock();
    try {
      call = abort;
      question = abortQuestion;
      abort = Closing::nothing;
      abortQuestion = Closing::nothing;
    } finally {
      lock.unlock();
    }
    call.run();
    question.run();
  }

  /** Whether it was closed, or the thread interrupted. */
  boolean isRequested() {
    if (Thread.currentThread().isInterrupted()) {
      return true;
    }
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Makes a call one that {@link #close} ends, also when that came first. */
  void started(HttpCall call) {
    boolean tooLate;
    lock.lock();
    try {
      abort = call::cancel;
      tooLate = closed;
    } finally {
      lock.unlock();
    }
    if (tooLate) {
      call.cancel();
    }
  }

  /** The same for a question beside the call. */
  void asked(HttpCall question) {
    boolean tooLate;
    lock.lock();
    try {
      abortQuestion = question::cancel;
      tooLate = closed;
    } finally {
      lock.unlock();
    }
    if (tooLate) {
      question.cancel();
    }
  }

  /** Waits; false when the stream was closed or the thread interrupted meanwhile. */
  boolean pause(Duration wait) {
    lock.lock();
    try {
      long left = wait.toNanos();
      while (left > 0 && !closed) {
        left = ended.awaitNanos(left);
      }
      return !closed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }
}
