package dev.vibe.agent;

import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.effect.Effect;
import dev.vibe.event.Event;
import dev.vibe.problem.Problem;
import dev.vibe.tool.Invocation;
import dev.vibe.tool.ToolOutput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Stage of a reply for actions that passed the gate: each runs at once, alone. */
final class ActionStage {

  private final InvocationRunner runner;
  private final SideEffects sideEffects;
  private final EditRecorder recorder;
  private final CallResults results;

  ActionStage(
      InvocationRunner runner,
      SideEffects sideEffects,
      EditRecorder recorder,
      CallResults results) {
    this.runner = runner;
    this.sideEffects = sideEffects;
    this.recorder = recorder;
    this.results = results;
  }

  /**
   * Runs it and answers its call.
   *
   * @param note what the model is told before the result; may be empty
   */
  void run(int index, Invocation.Acting acting, String note) {
    run(index, acting, note, List.of());
  }

  /** The same with the command that a person gave in place of the model's, which is told first. */
  void runInstead(int index, Invocation.Acting acting, ToolFact.RanInstead other) {
    String preface = "the user ran this command instead: " + other.command() + "\n";
    run(index, acting, preface, List.of(other));
  }

  private void run(int index, Invocation.Acting acting, String preface, List<ToolFact> known) {
    if (runner.isStopped()) {
      return; // completing the reply answers it
    }
    List<ToolFact> facts = new ArrayList<>(known);
    if (recorder.isDryRun()) {
      facts.add(new ToolFact.OnlyShown());
      String text = preface + rehearsed(acting);
      results.give(
          index, new ToolOutput(Outcome.DENIED, text, commits(acting), facts), Duration.ZERO);
      return;
    }
    results.sync();
    long start = System.nanoTime();
    boolean runs = false;
    for (Effect effect : acting.effects()) {
      if (effect instanceof Effect.Run run) {
        runs = true;
        sideEffects.watch(run, acting.title());
      }
    }
    ToolOutput output = runs ? runner.runStoppable(acting.body()) : runner.run(acting.body());
    StringBuilder text = new StringBuilder(preface).append(output.text());
    if (runs) {
      sideEffects.learnFrom(output.text());
      SideEffects.Seen seen = sideEffects.collect(results.idOf(index));
      if (!seen.files().isEmpty()) {
        facts.add(new ToolFact.ChangesTold((int) (text + ".").lines().count()));
      }
      text.append(seen.files()).append(seen.others());
      seen.settings().forEach(problem -> text.append('\n').append(ownSettings(problem)));
    }
    recorder.tellProblems();
    facts.addAll(output.facts());
    results.give(
        index,
        new ToolOutput(output.outcome(), text.toString(), output.events(), facts),
        Duration.ofNanos(System.nanoTime() - start));
  }

  /** Told so that it does not try another way. */
  private static String ownSettings(Problem problem) {
    return problem.what() + ": only the user changes vibe's own settings; go on without";
  }

  private static String rehearsed(Invocation.Acting acting) {
    return "dry run, not done: "
        + acting.title()
        + ". Go on as if it had been done, and run nothing that depends on it";
  }

  /** The commits that a dry run would make. */
  private static List<Event.Durable> commits(Invocation.Acting acting) {
    List<Event.Durable> commits = new ArrayList<>();
    for (Effect effect : acting.effects()) {
      if (effect instanceof Effect.Commit(String message, List<String> files)) {
        commits.add(new Event.Committed("", message, files));
      }
    }
    return commits;
  }
}
