package dev.vibe.agent;

import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolResult;
import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.effect.ExecutionMode;
import dev.vibe.event.Event;
import dev.vibe.event.EventBus;
import dev.vibe.git.checkpoint.Checkpoints;
import dev.vibe.git.checkpoint.TurnId;
import dev.vibe.problem.RefusalCode;
import dev.vibe.problem.VibeException;
import dev.vibe.tool.Invocation;
import dev.vibe.tool.Prepared;
import dev.vibe.tool.Refusal;
import dev.vibe.tool.ToolContext;
import dev.vibe.tool.ToolOutput;
import dev.vibe.tool.Toolbox;
import dev.vibe.workspace.change.EditBatch;
import dev.vibe.workspace.change.FileChange;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the calls of a reply and answers each of them exactly once, in call order, whatever happens.
 * The only place that runs an invocation. Owned by the session's thread.
 */
public final class ToolRunner {

  private static final Logger LOG = LoggerFactory.getLogger(ToolRunner.class);

  private static final String BROKEN =
      "this tool broke on a fault of its own; do it another way, or tell the user";

  private final ToolEnvironment ground;
  private final Gate gate;
  private final EventBus bus;
  private final Interrupts interrupts;
  private final SideEffects sideEffects;
  private final Checkpoints checkpoints;
  private final MatchTally matches = new MatchTally();
  private EditBatch batch;
  private int run;
  private int reply;

  ToolRunner(ToolEnvironment ground, Gate gate, EventBus bus, Interrupts interrupts) {
    this.ground = ground;
    this.run = ground.runsBefore();
    this.gate = gate;
    this.bus = bus;
    this.interrupts = interrupts;
    this.checkpoints = ground.git().checkpoints(bus.sessionId());
    this.sideEffects = new SideEffects(ground.git(), ground.changes(), checkpoints);
    this.batch = ground.batches().get();
  }

  /** A prompt of the user begins: what follows is undone together. */
  void newRun() {
    run++;
  }

  /** Results in call order, one a call; ends early when a stop is requested. */
  List<ToolResult> runAll(List<ToolCall> calls) {
    checkpoints.at(new TurnId(run, ++reply));
    if (ground.effort() == ExecutionMode.REAL) {
      batch = ground.batches().get();
    }
    return new ReplyRun(this, calls).run();
  }

  /** Prepares a call; a tool that breaks is a refusal, and the trace is in the log. */
  Prepared prepare(Toolbox.Bound<?> bound, Set<String> opened) {
    try {
      return bound.prepare(new ToolContext(batch, opened));
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.error("{} broke while preparing", bound.tool().name(), e);
      return new Refusal(RefusalCode.BROKEN, BROKEN);
    }
  }

  /** Runs it. Total: whatever goes wrong is a result; an interrupt leaves the thread's flag set. */
  ToolOutput execute(Invocation.Body body) {
    try {
      return body.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return brokenOff();
    } catch (VibeException e) {
      return ToolOutput.failed(e.problem().what() + ": " + e.problem().cause());
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.error("a tool broke while running", e);
      return ToolOutput.failed(BROKEN);
    }
  }

  static ToolOutput brokenOff() {
    return new ToolOutput(
        Outcome.INTERRUPTED, "interrupted by the user; it may have run in part", List.of());
  }

  ToolEnvironment ground() {
    return ground;
  }

  Gate gate() {
    return gate;
  }

  EventBus bus() {
    return bus;
  }

  Interrupts interrupts() {
    return interrupts;
  }

  /**
   * Begins to record what is about to be written, so that it can be undone; {@link #settle} waits
   * for it.
   */
  void recordEdits(List<FileChange> changes) {
    String names =
        changes.stream().map(change -> change.path().relative()).collect(Collectors.joining(", "));
    checkpoints.beforeEdits(changes, "edit " + names);
  }

  /** Waits until all that was to be recorded is on the disk, or told to have failed. */
  void settle() {
    checkpoints.settle();
    tellProblems();
  }

  /** A checkpoint that could not be made is no reason to stop, but has to be known. */
  void tellProblems() {
    checkpoints.takeProblems().forEach(problem -> bus.publish(Event.NoticeRaised.of(problem)));
  }

  MatchTally matches() {
    return matches;
  }

  SideEffects sideEffects() {
    return sideEffects;
  }

  /** The edits so far: of this reply, or in a dry run of the whole run. */
  EditBatch batch() {
    return batch;
  }

  /** Starts a new batch after the present one was written. */
  void nextBatch() {
    if (ground.effort() == ExecutionMode.REAL) {
      batch = ground.batches().get();
    }
  }
}
