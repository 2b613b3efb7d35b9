package dev.vibe.agent;

import dev.vibe.agent.Gate.Verdict;
import dev.vibe.conversation.CallId;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolResult;
import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.effect.Effect;
import dev.vibe.effect.ExecutionMode;
import dev.vibe.event.Event;
import dev.vibe.text.FileDiff;
import dev.vibe.text.Truncation;
import dev.vibe.text.UnifiedDiff;
import dev.vibe.tool.GuardedPath;
import dev.vibe.tool.Invocation;
import dev.vibe.tool.Prepared;
import dev.vibe.tool.Refusal;
import dev.vibe.tool.Tool;
import dev.vibe.tool.ToolOutput;
import dev.vibe.tool.Toolbox;
import dev.vibe.workspace.change.FileChange;
import dev.vibe.workspace.content.Content;
import dev.vibe.workspace.content.Loaded;
import dev.vibe.workspace.content.TextFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The calls of one reply on their way.
 *
 * <p>The order: reads that stand before the first edit run before it, in parallel. Edits are
 * computed in call order on one batch and written as one change set, at the latest before the next
 * action or at the end. Reads that stand behind an edit run after the writing. Actions run alone,
 * in order. A commit runs only if every edit before it in the reply applied.
 */
final class ReplyRun {

  /** Of what a person changed in a text, what the model gets to know. */
  private static final Truncation.Keep USERS_EDITS = new Truncation.Keep(3_000, 1_000);

  private final ToolRunner runner;
  private final List<ToolCall> calls;
  private final CallResults answers;
  private final EditStage edits;
  private final ReadStage reads;

  ReplyRun(ToolRunner runner, List<ToolCall> calls) {
    this.runner = runner;
    this.calls = calls;
    this.answers = new CallResults(calls, runner.bus());
    this.edits = new EditStage(runner, answers);
    this.reads = new ReadStage(runner, answers);
  }

  List<ToolResult> run() {
    for (int i = 0; i < calls.size() && !stopped(); i++) {
      take(i);
    }
    if (!stopped()) {
      if (atomicGroupFailed()) {
        discardGroup();
      } else {
        edits.write();
      }
      reads.run();
    }
    return answers.complete();
  }

  private boolean atomicGroupFailed() {
    for (int i = 0; i < calls.size(); i++) {
      if (answers.failed(i) && runner.ground().toolbox().isAtomic(calls.get(i).name())) {
        return true;
      }
    }
    return false;
  }

  /** Writes nothing of what is staged, because not all of it may be written. */
  private void discardGroup() {
    for (int i = 0; i < calls.size(); i++) {
      if (!answers.given(i) && runner.ground().toolbox().isAtomic(calls.get(i).name())) {
        answer(i, Outcome.INVALID, "left alone, because another part was refused");
      }
    }
    runner.nextBatch();
  }

  private void take(int index) {
    ToolCall call = calls.get(index);
    switch (runner.ground().toolbox().bind(call)) {
      case Toolbox.Invalid(String message) -> {
        called(call, call.name());
        answer(index, Outcome.INVALID, message);
      }
      case Toolbox.Bound<?> bound -> {
        if (bound.kind() == Tool.Kind.ACTS) {
          edits.write();
          reads.run();
        } else if (bound.kind() == Tool.Kind.EDITS && edits.isEmpty()) {
          reads.run();
        }
        prepared(index, runner.prepare(bound, Set.of()));
      }
    }
  }

  private void prepared(int index, Prepared prepared) {
    ToolCall call = calls.get(index);
    switch (prepared) {
      case Refusal refusal -> refused(index, refusal);
      case GuardedPath guarded -> {
        called(call, call.name() + " " + guarded.path());
        guarded(index, guarded, Set.of());
      }
      case Invocation invocation -> {
        called(call, invocation.title());
        if (commits(invocation) && anEditFailedBefore(index)) {
          answer(
              index,
              Outcome.INVALID,
              "not committed: an edit before this commit in the same reply did not apply. Repair"
                  + " that edit first, then commit in a later reply");
          return;
        }
        switch (verdict(call, invocation)) {
          case Verdict.Go() -> go(index, invocation);
          case Verdict.Instead(String command) -> insteadOf(index, command);
          case Verdict.OtherText(String text) -> otherText(index, invocation, text);
          case Verdict.Refused(String message) -> answer(index, Outcome.DENIED, message);
        }
      }
    }
  }

  private Verdict verdict(ToolCall call, Invocation invocation) {
    boolean rehearsed =
        runner.ground().effort() == ExecutionMode.DRY_RUN
            && !(invocation instanceof Invocation.Reading);
    return rehearsed
        ? runner.gate().rehearse(call, invocation.title(), invocation.effects())
        : runner.gate().pass(call, invocation.title(), invocation.effects(), proposed(invocation));
  }

  private void refused(int index, Refusal refusal) {
    ToolCall call = calls.get(index);
    called(call, call.name() + " (" + refusal.code() + ")");
    runner.matches().countRefusal(refusal.code());
    answer(index, Outcome.INVALID, refusal.message());
  }

  /**
   * Puts a guarded path to a person, with what would be done to it; opened for this call, it is not
   * asked about again.
   */
  private void guarded(int index, GuardedPath guarded, Set<String> openedBefore) {
    ToolCall call = calls.get(index);
    if (!(runner.ground().toolbox().bind(call) instanceof Toolbox.Bound<?> bound)) {
      throw new IllegalStateException("a call that was prepared can be bound");
    }
    Set<String> opened = new HashSet<>(openedBefore);
    opened.add(guarded.path());
    Prepared prepared = runner.prepare(bound, opened);
    List<Effect> effects =
        prepared instanceof Invocation invocation
            ? invocation.effects()
            : List.of(guarded.effect());
    String title = call.name() + " " + guarded.path();
    switch (runner.gate().passGuarded(call, title, effects, guarded.message())) {
      case Verdict.Refused(String message) -> answer(index, Outcome.DENIED, message);
      case Verdict.Go() -> opened(index, prepared, opened);
      case Verdict.Instead i -> opened(index, prepared, opened);
      case Verdict.OtherText t -> opened(index, prepared, opened);
    }
  }

  private void opened(int index, Prepared prepared, Set<String> opened) {
    switch (prepared) {
      case Invocation invocation -> go(index, invocation);
      case Refusal refusal -> answer(index, Outcome.INVALID, refusal.message());
      case GuardedPath another -> guarded(index, another, opened);
    }
  }

  /** The user changed the command: the call runs with that one, and the model is told. */
  private void insteadOf(int index, String command) {
    ToolCall call = calls.get(index);
    if (runner.ground().toolbox().rebind(call, "command", command) instanceof Toolbox.Bound<?> bound
        && runner.prepare(bound, Set.of()) instanceof Invocation.Acting acting) {
      switch (runner.gate().rehearse(call, acting.title(), acting.effects())) {
        case Verdict.Refused(String message) -> answer(index, Outcome.DENIED, message);
        case Verdict.Go g -> act(index, acting, Optional.of(new ToolFact.RanInstead(command)));
        case Verdict.Instead i -> throw new IllegalStateException("nobody was asked");
        case Verdict.OtherText t -> throw new IllegalStateException("nobody was asked");
      }
    } else {
      answer(index, Outcome.DENIED, "the user wants another command: " + command);
    }
  }

  /** What a person may change: the text of one file that is written whole. */
  private static String proposed(Invocation invocation) {
    return invocation instanceof Invocation.Editing editing
            && editing.change().after() instanceof Content.Present after
            && Loaded.decode("", after.bytes()) instanceof Loaded.Text(TextFile file, var bytes)
        ? file.text()
        : "";
  }

  /** The user changed the text: that is what is written, and the model is told how it differs. */
  private void otherText(int index, Invocation invocation, String text) {
    if (invocation instanceof Invocation.Editing editing
        && editing.change().after() instanceof Content.Present after
        && Loaded.decode("", after.bytes()) instanceof Loaded.Text(TextFile file, var bytes)) {
      file.encode(text)
          .ifPresentOrElse(
              encoded ->
                  edits.add(
                      index,
                      withText(
                          editing, file.text(), text, new Content.Present(encoded, after.mode()))),
              () ->
                  answer(
                      index,
                      Outcome.FAILED,
                      "the user changed the text to one that the file's encoding lacks characters"
                          + " for; nothing was written"));
    } else {
      throw new IllegalStateException("only the text of an edit can be changed");
    }
  }

  private static Invocation.Editing withText(
      Invocation.Editing editing, String proposed, String text, Content.Present encoded) {
    FileChange before = editing.change();
    FileChange change = FileChange.between(before.path(), before.before(), encoded);
    String edits =
        UnifiedDiff.render(UnifiedDiff.between(before.path().relative(), proposed, text));
    String note =
        "the user edited your text before it was written; it differs from yours by:\n"
            + Truncation.chars(edits, USERS_EDITS).text().strip();
    return new Invocation.Editing(
        editing.title(),
        List.of(new Effect.Write(before.path().relative(), change.diff())),
        change,
        editing.fit(),
        editing.note().isEmpty() ? note : editing.note() + "; " + note);
  }

  private void go(int index, Invocation invocation) {
    switch (invocation) {
      case Invocation.Reading reading -> reads.add(index, reading);
      case Invocation.Editing editing -> edits.add(index, editing);
      case Invocation.Acting acting -> act(index, acting, Optional.empty());
    }
  }

  private void act(int index, Invocation.Acting acting, Optional<ToolFact.RanInstead> instead) {
    String preface =
        instead
            .map(other -> "the user ran this command instead: " + other.command() + "\n")
            .orElse("");
    List<ToolFact> facts = new ArrayList<>(instead.stream().toList());
    if (runner.ground().effort() == ExecutionMode.DRY_RUN) {
      facts.add(new ToolFact.OnlyShown());
      String text = preface + rehearse(acting);
      answers.give(index, new ToolOutput(Outcome.DENIED, text, List.of(), facts), Duration.ZERO);
      return;
    }
    runner.bus().sync();
    long start = System.nanoTime();
    boolean runs = false;
    for (Effect effect : acting.effects()) {
      if (effect instanceof Effect.Run run) {
        runs = true;
        runner.sideEffects().watch(run, acting.title());
      }
    }
    ToolOutput output =
        runs
            ? runner.interrupts().during(() -> runner.execute(acting.body()))
            : runner.execute(acting.body());
    StringBuilder text = new StringBuilder(preface).append(output.text());
    if (runs) {
      List<FileDiff> diffs = runner.sideEffects().collect();
      List<CallId> cause = List.of(answers.idOf(index));
      diffs.forEach(diff -> runner.bus().publish(new Event.FileChanged(cause, diff, false)));
      if (!diffs.isEmpty()) {
        text.append("\nfiles changed by it: ").append(names(diffs));
      }
    }
    runner.tellProblems();
    facts.addAll(output.facts());
    finish(index, new ToolOutput(output.outcome(), text.toString(), output.events(), facts), start);
  }

  /** What a dry run shows of an action, without doing it. */
  private String rehearse(Invocation.Acting acting) {
    for (Effect effect : acting.effects()) {
      if (effect instanceof Effect.Commit(String message, List<String> files)) {
        runner.bus().publish(new Event.Committed("", message, files));
      }
    }
    return "dry run, not done: "
        + acting.title()
        + ". Go on as if it had been done, and run nothing that depends on it";
  }

  private void finish(int index, ToolOutput output, long start) {
    output.events().forEach(runner.bus()::publish);
    answers.give(index, output, Duration.ofNanos(System.nanoTime() - start));
  }

  private void answer(int index, Outcome outcome, String text) {
    answers.give(index, outcome, text, Duration.ZERO);
  }

  private void called(ToolCall call, String title) {
    runner.bus().publish(new Event.ToolCalled(call, title));
  }

  private boolean anEditFailedBefore(int index) {
    for (int i = 0; i < index; i++) {
      Tool.Kind kind =
          runner.ground().toolbox().kindOf(calls.get(i).name()).orElse(Tool.Kind.EDITS);
      if (kind == Tool.Kind.EDITS && answers.failed(i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean commits(Invocation invocation) {
    return invocation.effects().stream().anyMatch(e -> e instanceof Effect.Commit);
  }

  private static String names(List<FileDiff> diffs) {
    List<String> names = diffs.stream().map(FileDiff::path).toList();
    return names.size() <= 20
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, 20)) + " and " + (names.size() - 20) + " more";
  }

  private boolean stopped() {
    return runner.interrupts().isRequested();
  }
}
