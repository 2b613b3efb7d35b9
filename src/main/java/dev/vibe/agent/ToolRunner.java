package dev.vibe.agent;

import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolResult;
import dev.vibe.event.EventBus;
import dev.vibe.event.RunResult.Evidence;
import dev.vibe.git.checkpoint.Checkpoints;
import dev.vibe.git.checkpoint.TurnId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runner of the calls of replies: answers each exactly once, in call order, whatever happens. Owned
 * by the session's thread.
 */
final class ToolRunner {

  private final ReplyRun.Parts parts;
  private final RunVerification verification;
  private final GoalCheck goal;
  private final SessionHookPoints hooks;
  private final RunTally tally;
  private final Optional<TurnId> within;
  private int run;
  private int reply;

  /**
   * Runs calls in an environment.
   *
   * @param room that there is for results
   */
  ToolRunner(
      ToolEnvironment environment,
      Gate gate,
      EventBus bus,
      Interrupts interrupts,
      WindowRoom room) {
    Checkpoints checkpoints = environment.git().checkpoints(bus.sessionId());
    this.run = environment.runsBefore();
    this.within = environment.within();
    this.tally = environment.verification().tally();
    SideEffects sideEffects = new SideEffects(environment, checkpoints, bus);
    VerificationTerms terms = environment.verification();
    CheckRun checks = new CheckRun(terms, sideEffects, interrupts, new CheckRun.Hearing(bus, room));
    this.verification = new RunVerification(terms, checks, interrupts);
    this.goal = new GoalCheck(terms.goal(), checks);
    this.hooks =
        new SessionHookPoints(
            environment.hooks(), bus, interrupts, environment.git().folder().toString());
    this.parts =
        new ReplyRun.Parts(
            environment.toolbox(),
            gate,
            bus,
            new InvocationRunner(interrupts),
            new EditRecorder(
                environment,
                checkpoints,
                bus,
                new EditFindings(environment.diagnostics(), interrupts, bus)),
            sideEffects,
            verification,
            environment::news,
            environment.nested(),
            new WorkGuard(
                environment.git(),
                environment.changes(),
                bus.sessionId(),
                environment.secrets(),
                () -> bus.secrets().scan()),
            hooks,
            room);
  }

  /** A prompt of the user begins: what follows is undone together. */
  void newRun() {
    run++;
    verification.newRun();
    goal.newRun();
  }

  /** Whether what the present run, or the last one, changed must not be committed as it is. */
  boolean holdsCommits() {
    return verification.holdsCommits() || goal.isOpen();
  }

  /** Of the same, what shows that it works. */
  Optional<Evidence> evidence() {
    return verification.evidence().or(goal::evidence);
  }

  /** As {@link RunVerification#atEnd}; what the command changes is undone with the run. */
  RunVerification.Verdict verdict() {
    parts.recorder().begin(turn());
    return verification.atEnd();
  }

  /** As {@link GoalCheck#after}; what the command changes is undone with the run. */
  RunVerification.Verdict verdictOfGoal(String answer) {
    parts.recorder().begin(turn());
    return goal.after(answer);
  }

  /** Where the user's hooks are run. */
  SessionHookPoints hooks() {
    return hooks;
  }

  /** Of a subagent all belongs to the turn that asked for it. */
  private TurnId turn() {
    TurnId now = within.orElseGet(() -> new TurnId(run, ++reply));
    tally.at(now);
    return now;
  }

  /** The conversation was compacted: instructions that came with results are not in it any more. */
  void compacted() {
    parts.nested().forget();
  }

  /** Results in call order, one a call; ends early when a stop is requested. */
  List<ToolResult> runAll(List<ToolCall> calls) {
    parts.recorder().begin(turn());
    verification.working();
    parts.sideEffects().learn();
    List<ToolResult> results = new ReplyRun(parts, calls).run();
    goal.worked(calls, results);
    hooks.after(calls, results);
    return results;
  }

  /** As {@link EditRecorder#settle} and {@link SideEffects#settle}; a run is over. */
  void settle() {
    parts.recorder().settle();
    parts.sideEffects().settle();
    hooks.settled();
  }

  /** As {@link MatchTally#take}. */
  Map<String, Integer> takeMatches() {
    return parts.recorder().takeMatches();
  }
}
