package dev.vibe.audit;

import dev.vibe.audit.AuditSettings.OnFailure;
import dev.vibe.file.IoReason;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sink that sends lines to a collector.
 *
 * <p>Where a run goes on without it, they wait in a bounded queue for a thread that sends them, and
 * the session waits for nothing. Where a run stops without it, each line is sent before the call
 * returns. Lines that cannot be sent are kept in a {@link Spill}, which is sent first as soon as
 * the collector is back, in this run or a later one: so a line may arrive late or twice, and its
 * number and digest tell.
 */
final class Forwarder implements LineSink {

  private static final int QUEUE = 1000;

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** Ends the queue. */
  private static final String END = "";

  private final Collector collector;
  private final Spill spill;
  private final OnFailure onFailure;
  private final Duration patience;
  private final BlockingQueue<String> queue = new ArrayBlockingQueue<>(QUEUE);
  private final ConcurrentLinkedQueue<Problem> notices = new ConcurrentLinkedQueue<>();
  private final Thread sender;

  // Of the thread that sends alone.
  private boolean isTold;
  private Duration pause = Duration.ZERO;
  private long notBefore;

  private Forwarder(Collector collector, Spill spill, OnFailure onFailure, Duration patience) {
    this.collector = collector;
    this.patience = patience;
    this.spill = spill;
    this.onFailure = onFailure;
    this.sender = Thread.ofVirtual().name("audit").unstarted(this::sendAll);
  }

  /**
   * Connects to nothing before the first line.
   *
   * @param patience how long a line may take that a run waits for, and what is under way at its end
   */
  static Forwarder start(Collector collector, Spill spill, OnFailure onFailure, Duration patience) {
    Forwarder forwarder = new Forwarder(collector, spill, onFailure, patience);
    if (onFailure == OnFailure.CONTINUE) {
      forwarder.sender.start();
    }
    return forwarder;
  }

  @Override
  public Optional<Problem> take(String line) {
    return switch (onFailure) {
      case STOP -> sendNow(line);
      case CONTINUE -> {
        if (!queue.offer(line)) {
          keep(List.of(line));
        }
        yield Optional.empty();
      }
    };
  }

  /** On a thread of its own, because a collector that reads nothing holds up a write for ever. */
  private Optional<Problem> sendNow(String line) {
    FutureTask<Optional<Problem>> sending = new FutureTask<>(() -> attempted(List.of(line)));
    Thread.ofVirtual().name("audit").start(sending);
    boolean interrupted = false;
    long end = System.nanoTime() + patience.toNanos();
    try {
      while (true) {
        try {
          return sending.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (TimeoutException e) {
          collector.close();
          return Optional.of(unreachable("it takes nothing within " + patience.toSeconds() + " s"));
        } catch (ExecutionException e) {
          return Optional.of(unreachable(String.valueOf(e.getCause())));
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Optional<Problem> attempted(List<String> lines) {
    try {
      spill.drain(collector);
      collector.send(lines);
      return Optional.empty();
    } catch (IOException e) {
      keep(lines);
      return Optional.of(unreachable(IoReason.of(e)));
    }
  }

  private void sendAll() {
    try {
      if (!spill.isEmpty()) {
        send(List.of());
      }
      boolean isOver = false;
      while (!isOver) {
        List<String> batch = new ArrayList<>(List.of(queue.take()));
        queue.drainTo(batch, Spill.BATCH - 1);
        isOver = batch.remove(END);
        if (!batch.isEmpty()) {
          send(batch);
        }
      }
    } catch (InterruptedException | IOException e) {
      tell(unreachable(String.valueOf(e.getMessage())));
    }
  }

  /** A collector that is down is left alone for a while, and told of once. */
  private void send(List<String> batch) {
    if (System.nanoTime() - notBefore < 0) {
      keep(batch);
      return;
    }
    Optional<Problem> trouble = attempted(batch);
    if (trouble.isEmpty()) {
      pause = Duration.ZERO;
      return;
    }
    Duration longer = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
    pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    notBefore = System.nanoTime() + pause.toNanos();
    if (!isTold) {
      isTold = true;
      tell(trouble.get());
    }
  }

  private void keep(List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    try {
      spill.add(lines);
    } catch (IOException e) {
      tell(
          new Problem(
              ProblemCode.AUDIT_FAILED,
              lines.size() + " records of the audit log are lost to " + collector.place(),
              "it cannot be reached, and they cannot be kept: " + IoReason.of(e),
              "make room in " + spill.file().getParent()));
    }
  }

  private void tell(Problem problem) {
    notices.add(problem);
  }

  private Problem unreachable(String reason) {
    return new Problem(
        ProblemCode.AUDIT_UNREACHABLE,
        "the audit log does not reach " + collector.place(),
        reason,
        "what is to be sent waits in " + spill.file() + ", and is sent when it is back");
  }

  @Override
  public List<Problem> takeNotices() {
    List<Problem> taken = new ArrayList<>();
    for (Problem next = notices.poll(); next != null; next = notices.poll()) {
      taken.add(next);
    }
    return taken;
  }

  @Override
  public void close() {
    if (onFailure == OnFailure.CONTINUE) {
      endSending();
    }
    collector.close();
    List<String> rest = new ArrayList<>();
    queue.drainTo(rest);
    rest.remove(END);
    keep(rest);
  }

  private void endSending() {
    try {
      if (!queue.offer(END, patience.toMillis(), TimeUnit.MILLISECONDS) || !sender.join(patience)) {
        collector.close();
        sender.interrupt();
        sender.join(Duration.ofSeconds(1));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
