package dev.vibe.agent;

import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.effect.Effect;
import dev.vibe.event.Event;
import dev.vibe.text.FileDiff;
import dev.vibe.tool.Invocation;
import dev.vibe.tool.ToolOutput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Stage of a reply for actions that passed the gate: each runs at once, alone. */
final class ActionStage {

  private static final int MOST_NAMED = 20;

  private final InvocationRunner runner;
  private final SideEffects sideEffects;
  private final EditRecorder recorder;
  private final CallResults answers;

  ActionStage(
      InvocationRunner runner,
      SideEffects sideEffects,
      EditRecorder recorder,
      CallResults answers) {
    this.runner = runner;
    this.sideEffects = sideEffects;
    this.recorder = recorder;
    this.answers = answers;
  }

  /**
   * Runs it and answers its call.
   *
   * @param preface what the model is told first; may be empty
   */
  void run(int index, Invocation.Acting acting, String preface) {
    if (recorder.isDryRun()) {
      rehearse(index, acting, preface);
      return;
    }
    answers.sync();
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
      List<FileDiff> diffs = sideEffects.collect();
      if (!diffs.isEmpty()) {
        text.append("\nfiles changed by it: ").append(names(diffs));
      }
    }
    recorder.tellProblems();
    answers.give(
        index,
        new ToolOutput(output.outcome(), text.toString(), output.facts()),
        Duration.ofNanos(System.nanoTime() - start));
  }

  /** Shows what a dry run would do, without doing it. */
  private void rehearse(int index, Invocation.Acting acting, String preface) {
    List<Event.Durable> shown = new ArrayList<>();
    for (Effect effect : acting.effects()) {
      if (effect instanceof Effect.Commit(String message, List<String> files)) {
        shown.add(new Event.Committed("", message, files));
      }
    }
    String text =
        preface
            + "dry run, not done: "
            + acting.title()
            + ". Go on as if it had been done, and run nothing that depends on it";
    answers.give(index, new ToolOutput(Outcome.DENIED, text, shown), Duration.ZERO);
  }

  private static String names(List<FileDiff> diffs) {
    List<String> names = diffs.stream().map(FileDiff::path).toList();
    return names.size() <= MOST_NAMED
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, MOST_NAMED))
            + " and "
            + (names.size() - MOST_NAMED)
            + " more";
  }
}
