package dev.vibe.app.run;

import dev.vibe.agent.Stop;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.EventSink;
import dev.vibe.event.RunResult;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.text.ColorChoice;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Watchdog over a run that was asked to end. Where the run does not come to its end in time,
 * because something holds it that no interrupt reaches, such as a file system that does not answer,
 * it writes the result record in the run's place and ends the process. The files are safe then:
 * change sets survive a crash, and what commands began is ended by their supervisor.
 *
 * <p>It also sees to it that there is one result record, and nothing behind it. Thread-safe.
 */
public final class Watchdog implements AutoCloseable {

  /**
   * How long it waits.
   *
   * @param end for the run to end by itself
   * @param record for the record to be written, to a reader that may be stuck as well
   */
  record Patience(Duration end, Duration record) {

    /** Less than a second together. */
    static final Patience USUAL = new Patience(Duration.ofMillis(650), Duration.ofMillis(300));
  }

  /** Of a run that takes back what it did before it ends. */
  private static final Patience TAKING_BACK =
      new Patience(Duration.ofSeconds(6), Duration.ofMillis(300));

  private final HostEnvironment host;
  private final RunOptions.Output output;
  private final Patience patience;
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Held while something is written; guards the rest. */
  private final ReentrantLock writing = new ReentrantLock();

  private final RunSoFar soFar = new RunSoFar(System.nanoTime());
  private Optional<EventSink> sink = Optional.empty();
  private boolean hasEnded;

  private Watchdog(HostEnvironment host, RunOptions.Output output, Patience patience) {
    this.host = host;
    this.output = output;
    this.patience = patience;
  }

  /** Watches from now on until it is closed. */
  public static Watchdog over(HostEnvironment host, RunOptions.Output output) {
    return over(host, output, Patience.USUAL);
  }

  /** The same over a run that has to take back what it did. */
  public static Watchdog overTakingBack(HostEnvironment host, RunOptions.Output output) {
    return over(host, output, TAKING_BACK);
  }

  static Watchdog over(HostEnvironment host, RunOptions.Output output, Patience patience) {
    Watchdog watchdog = new Watchdog(host, output, patience);
    host.stop().watch(watchdog::begin);
    return watchdog;
  }

  /** Passes on what happens, up to the result record and nothing after it. */
  EventSink before(EventSink shown) {
    writing.lock();
    try {
      sink = Optional.of(shown);
    } finally {
      writing.unlock();
    }
    return envelope -> pass(envelope, shown);
  }

  private void pass(Envelope envelope, EventSink shown) {
    writing.lock();
    try {
      if (!hasEnded) {
        soFar.accept(envelope);
        shown.accept(envelope);
        hasEnded = envelope.event() instanceof Event.RunEnded;
      }
    } finally {
      writing.unlock();
    }
  }

  /** Writes the record of a run that has no session that could do it. */
  public void endEarly(Runnable record) {
    writing.lock();
    try {
      if (!hasEnded) {
        hasEnded = true;
        record.run();
      }
    } finally {
      writing.unlock();
    }
  }

  /** The run has come to its end by itself. */
  @Override
  public void close() {
    closed.countDown();
  }

  /** On threads of the system, for those of a blocked run may be all that virtual ones have. */
  private void begin(ExitCode as) {
    Thread.ofPlatform().daemon().name("watchdog").start(() -> watch(as));
  }

  private void watch(ExitCode as) {
    if (awaitClosed(patience.end())) {
      return;
    }
    Thread.ofPlatform()
        .daemon()
        .name("last-word")
        .start(
            () -> {
              host.process().endDescendants();
              writeRecord(as);
              host.stop().halt(as);
            });
    awaitClosed(patience.record());
    host.stop().halt(as);
  }

  private boolean awaitClosed(Duration limit) {
    try {
      return closed.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void writeRecord(ExitCode as) {
    try {
      if (!writing.tryLock(patience.record().toNanos(), TimeUnit.NANOSECONDS)) {
        return; // whoever reads the output is stuck
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    try {
      if (!hasEnded) {
        hasEnded = true;
        record(soFar.cutOff(as, problem(as)));
      }
    } finally {
      writing.unlock();
    }
  }

  private void record(RunResult result) {
    if (sink.isEmpty()) {
      try (RunSinks sinks = new RunSinks(host, output, ColorChoice.AUTO, "")) {
        sinks.endedEarly(result);
      }
      return;
    }
    sink.get()
        .accept(
            soFar.next(
                host.clock().instant().truncatedTo(ChronoUnit.MILLIS), new Event.RunEnded(result)));
  }

  private static Problem problem(ExitCode as) {
    Problem asked = Stop.requested(as).problem();
    return new Problem(
        asked.code(),
        asked.what(),
        asked.cause() + "; something held the run, so it was cut off",
        asked.remedy());
  }
}
