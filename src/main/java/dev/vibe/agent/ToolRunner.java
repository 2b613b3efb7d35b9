package dev.vibe.agent;

import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolResult;
import dev.vibe.event.EventBus;
import dev.vibe.git.checkpoint.Checkpoints;
import dev.vibe.git.checkpoint.TurnId;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * Runner of the calls of replies: answers each exactly once, in call order, whatever happens. Owned
 * by the session's thread.
 */
final class ToolRunner {

  private final ReplyRun.Parts parts;
  private int run;
  private int reply;

  /**
   * Runs calls in an environment.
   *
   * @param resultRoom characters that one result may have, as far as that is known by now
   */
  ToolRunner(
      ToolEnvironment environment,
      Gate gate,
      EventBus bus,
      Interrupts interrupts,
      IntSupplier resultRoom) {
    Checkpoints checkpoints = environment.git().checkpoints(bus.sessionId());
    this.run = environment.runsBefore();
    this.parts =
        new ReplyRun.Parts(
            environment.toolbox(),
            gate,
            bus,
            new InvocationRunner(interrupts),
            new EditRecorder(environment, checkpoints, bus),
            new SideEffects(environment, checkpoints, bus),
            environment::news,
            new WorkGuard(environment.git(), environment.changes(), bus.sessionId()),
            resultRoom);
  }

  /** A prompt of the user begins: what follows is undone together. */
  void newRun() {
    run++;
  }

  /** Results in call order, one a call; ends early when a stop is requested. */
  List<ToolResult> runAll(List<ToolCall> calls) {
    parts.recorder().begin(new TurnId(run, ++reply));
    return new ReplyRun(parts, calls).run();
  }

  /** As {@link EditRecorder#settle} and {@link SideEffects#settle}. */
  void settle() {
    parts.recorder().settle();
    parts.sideEffects().settle();
  }

  /** As {@link MatchTally#take}. */
  Map<String, Integer> takeMatches() {
    return parts.recorder().takeMatches();
  }
}
