package dev.vibe.app.assembly;

import dev.vibe.agent.AgentSession;
import dev.vibe.agent.Interrupts;
import dev.vibe.event.Command;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.EventSink;
import dev.vibe.problem.ExitCode;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Canceller of what goes on, from another thread: of the run, or of what the thread of the requests
 * waits for. A stop while nothing goes on does nothing.
 */
public final class RunCanceller implements EventSink {

  /** Guarded by this object, as all below. */
  private Optional<AgentSession> session = Optional.empty();

  private boolean isRunning;

  /** Of the thread of the requests. */
  private final Interrupts interrupts = new Interrupts();

  /** Of something else that goes on between runs. */
  private Optional<Interrupts> between = Optional.empty();

  /** The session whose runs are meant from now on. */
  synchronized void session(AgentSession next) {
    session = Optional.of(next);
    isRunning = false;
  }

  /** A prompt is about to be handed over. */
  synchronized void running() {
    isRunning = true;
  }

  public synchronized void submit(Command command) {
    session.ifPresent(s -> s.submit(command));
  }

  @Override
  public synchronized void accept(Envelope envelope) {
    if (envelope.event() instanceof Event.RunEnded) {
      isRunning = false;
    }
  }

  public synchronized void stop() {
    if (isRunning) {
      session.ifPresent(s -> s.submit(new Command.Stop(ExitCode.INTERRUPTED)));
    }
    interrupts.request(ExitCode.INTERRUPTED);
    between.ifPresent(each -> each.request(ExitCode.INTERRUPTED));
  }

  /** Does something, between two runs, that is stopped by interrupts of its own. */
  public <T> T during(Interrupts own, Supplier<T> work) {
    own.reset();
    synchronized (this) {
      between = Optional.of(own);
    }
    try {
      return work.get();
    } finally {
      synchronized (this) {
        between = Optional.empty();
      }
    }
  }

  /**
   * Does something that a stop from now on may interrupt; the thread's flag is clear afterwards.
   */
  public <T> T during(Interrupts.Wait<T, InterruptedException> work) throws InterruptedException {
    interrupts.reset();
    return interrupts.during(work);
  }
}
