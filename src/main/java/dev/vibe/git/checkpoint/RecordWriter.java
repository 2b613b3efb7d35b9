package dev.vibe.git.checkpoint;

import dev.vibe.file.Uninterrupted;
import dev.vibe.problem.Problem;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Queue of all that reads or writes a session's records: one thing after another, in the order in
 * which it was handed in, on threads that no interrupt of the session reaches. So whoever hands
 * something in need not know what is still being written, and the records need no lock. Handed in
 * by the session's thread alone. What fails becomes a {@link #takeProblems problem}.
 */
final class RecordWriter {

  /** Something to do with the records, alone with them while it lasts. */
  @FunctionalInterface
  interface Work<T> {
    T on(SessionRecords records) throws IOException;
  }

  /** What is worth a try after something failed. */
  enum Effort {
    /** Left out: it would fail, too, and slow down all that a run does. */
    UNLESS_FAILING,
    ALWAYS
  }

  private final SessionRecords records;
  private final Queue<Problem> problems = new ConcurrentLinkedQueue<>();

  /** The last that was handed in and is not known to have ended; it waits for those before it. */
  private Optional<Uninterrupted<?>> last = Optional.empty();

  private boolean wasUsed;

  /** Whether what was tried last has failed; only what is in turn looks at it. */
  private boolean isFailing;

  RecordWriter(SessionRecords records) {
    this.records = records;
  }

  /**
   * Does it after all that was handed in before, and waits; empty when it was left out or failed.
   */
  <T> Optional<T> now(Effort effort, Work<T> work) {
    Uninterrupted<Optional<T>> begun = begin(effort, work);
    last = Optional.empty();
    return begun.await();
  }

  /**
   * Does it after all that was handed in before, and waits for a time. What is not done by then
   * goes on beside whatever comes next.
   *
   * @param late told before nobody waits any more
   * @return false when it was left out or failed
   */
  <T> boolean within(Duration most, Effort effort, Work<T> work, Runnable late) {
    Uninterrupted<Optional<T>> begun = begin(effort, work);
    last = Optional.of(begun);
    Optional<Optional<T>> done = begun.await(most);
    if (done.isEmpty()) {
      late.run();
      return true;
    }
    last = Optional.empty();
    return done.get().isPresent();
  }

  /** Does it beside whatever comes next. */
  <T> void later(Work<T> work) {
    last = Optional.of(begin(Effort.ALWAYS, work));
  }

  /** Waits until all that was handed in is done, or has failed. */
  void settle() {
    Optional<Uninterrupted<?>> awaited = last;
    last = Optional.empty();
    awaited.ifPresent(Uninterrupted::await);
  }

  /** What went wrong since this was last asked; what is still being written does not wait. */
  List<Problem> takeProblems() {
    List<Problem> taken = new ArrayList<>();
    for (Problem next = problems.poll(); next != null; next = problems.poll()) {
      taken.add(next);
    }
    return taken;
  }

  /** After all that was handed in; costs nothing when that was nothing. */
  void close() {
    if (wasUsed) {
      now(
          Effort.ALWAYS,
          each -> {
            each.close();
            return true;
          });
    }
  }

  private <T> Uninterrupted<Optional<T>> begin(Effort effort, Work<T> work) {
    wasUsed = true;
    Optional<Uninterrupted<?>> before = last;
    return Uninterrupted.start(
        () -> {
          before.ifPresent(Uninterrupted::await);
          return attempt(effort, work);
        });
  }

  private <T> Optional<T> attempt(Effort effort, Work<T> work) {
    if (isFailing && effort == Effort.UNLESS_FAILING) {
      return Optional.empty();
    }
    try {
      T done = work.on(records);
      isFailing = false;
      records.takeNotice().ifPresent(problems::add);
      return Optional.of(done);
    } catch (IOException | RuntimeException e) {
      if (!isFailing) {
        problems.add(CheckpointProblems.noCheckpoint(e));
      }
      isFailing = true;
      return Optional.empty();
    }
  }
}
