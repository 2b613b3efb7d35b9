package dev.vibe.agent;

import dev.vibe.agent.Gate.Verdict;
import dev.vibe.agent.ToolRunner.Effort;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolResult;
import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.effect.Effect;
import dev.vibe.event.Event;
import dev.vibe.problem.Problem;
import dev.vibe.problem.VibeException;
import dev.vibe.text.FileDiff;
import dev.vibe.text.Truncation;
import dev.vibe.text.UnifiedDiff;
import dev.vibe.tool.Invocation;
import dev.vibe.tool.Prepared;
import dev.vibe.tool.Refusal;
import dev.vibe.tool.Tool;
import dev.vibe.tool.ToolContext;
import dev.vibe.tool.ToolOutput;
import dev.vibe.tool.Toolbox;
import dev.vibe.workspace.ChangeSet;
import dev.vibe.workspace.FileChange;
import dev.vibe.workspace.FileChange.Content;
import dev.vibe.workspace.Views;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The calls of one reply on their way.
 *
 * <p>The order: reads that stand before the first edit run before it, in parallel. Edits are
 * computed in call order on one batch and written as one change set, at the latest before the next
 * action or at the end. Reads that stand behind an edit run after the writing. Actions run alone,
 * in order. A commit runs only if every edit before it in the reply applied.
 */
final class ReplyRun {

  /** Of a diff, what the model gets back: it knows the text it sent, and pays for every byte. */
  private static final Truncation.Keep DIFF_FOR_MODEL = new Truncation.Keep(3_000, 1_000);

  private final ToolRunner runner;
  private final List<ToolCall> calls;
  private final Answers answers;
  private final List<Waiting<Invocation.Editing>> edits = new ArrayList<>();
  private final List<Waiting<Invocation.Reading>> reads = new ArrayList<>();

  ReplyRun(ToolRunner runner, List<ToolCall> calls) {
    this.runner = runner;
    this.calls = calls;
    this.answers = new Answers(calls, runner.bus());
  }

  /** A call that passed the gate and waits for its turn. */
  private record Waiting<I extends Invocation>(int index, I invocation) {}

  List<ToolResult> run() {
    for (int i = 0; i < calls.size() && !stopped(); i++) {
      take(i);
    }
    writeEdits();
    runReads();
    return answers.complete();
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
          writeEdits();
          runReads();
        } else if (bound.kind() == Tool.Kind.EDITS && edits.isEmpty()) {
          runReads();
        }
        prepared(index, bound.prepare(new ToolContext(runner.batch())));
      }
    }
  }

  private void prepared(int index, Prepared prepared) {
    ToolCall call = calls.get(index);
    switch (prepared) {
      case Refusal refusal -> refused(index, refusal);
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
          case Verdict.Refused(String message) -> answer(index, Outcome.DENIED, message);
        }
      }
    }
  }

  private Verdict verdict(ToolCall call, Invocation invocation) {
    return runner.ground().effort() == Effort.DRY_RUN
        ? new Verdict.Go()
        : runner.gate().pass(call, invocation.title(), invocation.effects());
  }

  private void refused(int index, Refusal refusal) {
    ToolCall call = calls.get(index);
    called(call, call.name() + " (" + refusal.code() + ")");
    answer(index, Outcome.INVALID, refusal.message());
  }

  /** The user changed the command: the call runs with that one, and the model is told. */
  private void insteadOf(int index, String command) {
    ToolCall call = calls.get(index);
    if (runner.ground().toolbox().rebind(call, "command", command) instanceof Toolbox.Bound<?> bound
        && bound.prepare(new ToolContext(runner.batch())) instanceof Invocation.Acting acting) {
      act(index, acting, "the user ran this command instead: " + command + "\n");
    } else {
      answer(index, Outcome.DENIED, "the user wants another command: " + command);
    }
  }

  private void go(int index, Invocation invocation) {
    switch (invocation) {
      case Invocation.Reading reading -> reads.add(new Waiting<>(index, reading));
      case Invocation.Editing editing -> {
        runner.batch().stage(editing.change());
        edits.add(new Waiting<>(index, editing));
      }
      case Invocation.Acting acting -> act(index, acting, "");
    }
  }

  private void writeEdits() {
    if (edits.isEmpty() || stopped()) {
      return;
    }
    long start = System.nanoTime();
    List<String> notes = List.of();
    List<FileChange> changes =
        runner.ground().effort() == Effort.DRY_RUN
            ? edits.stream().map(edit -> edit.invocation().change()).toList()
            : runner.batch().changes();
    try {
      if (runner.ground().effort() == Effort.REAL) {
        notes = ChangeSet.write(changes, runner.ground().journal());
      }
    } catch (VibeException e) {
      String problem = e.problem().what() + ": " + e.problem().cause();
      edits.forEach(
          edit -> answer(edit.index(), Outcome.FAILED, problem));
      edits.clear();
      runner.nextBatch();
      return;
    }
    changes.forEach(this::changed);
    notes.forEach(note -> runner.bus().publish(notice(note)));
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    for (Waiting<Invocation.Editing> edit : edits) {
      answers.give(edit.index(), Outcome.OK, applied(edit.invocation()), took);
    }
    edits.clear();
    runner.nextBatch();
  }

  private String applied(Invocation.Editing edit) {
    FileDiff diff = edit.change().diff();
    StringBuilder text = new StringBuilder();
    if (runner.ground().effort() == Effort.DRY_RUN) {
      text.append("dry run, not written: ");
    }
    text.append(diff.path()).append(": +").append(diff.added()).append(" -").append(diff.removed());
    if (!edit.note().isEmpty()) {
      text.append(" (").append(edit.note()).append(')');
    }
    return text.append(hunks(diff)).toString();
  }

  /** Nothing of a new file: the model has just sent it. */
  private static String hunks(FileDiff diff) {
    if (diff.kind() == FileDiff.Kind.CREATED || diff.hunks().isEmpty()) {
      return "";
    }
    String patch = UnifiedDiff.render(diff);
    return "\n"
        + Truncation.chars(patch.substring(patch.indexOf("@@")), DIFF_FOR_MODEL)
            .text()
            .stripTrailing();
  }

  private void changed(FileChange change) {
    see(change);
    runner.ground().changes().record(change);
    runner
        .bus()
        .publish(new Event.FileChanged(change.diff(), runner.ground().effort() == Effort.DRY_RUN));
  }

  /** The model knows what it has written. */
  private void see(FileChange change) {
    Views views = runner.batch().views();
    switch (change.after()) {
      case Content.Present present -> views.saw(change.path(), present.bytes());
      case Content.Absent() -> views.forget(change.path());
    }
  }

  private static Event.NoticeRaised notice(String note) {
    return new Event.NoticeRaised(new Problem("edit-note", note, "", ""));
  }

  private void runReads() {
    if (reads.isEmpty() || stopped()) {
      return;
    }
    List<Waiting<Invocation.Reading>> ready = List.copyOf(reads);
    reads.clear();
    if (ready.size() == 1) {
      long start = System.nanoTime();
      Invocation.Body body = ready.getFirst().invocation().body();
      finish(ready.getFirst().index(), runner.interrupts().during(() -> attempt(body)), start);
      return;
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long start = System.nanoTime();
      List<Future<ToolOutput>> futures =
          ready.stream()
              .map(read -> threads.submit(() -> attempt(read.invocation().body())))
              .toList();
      for (int i = 0; i < ready.size(); i++) {
        Future<ToolOutput> future = futures.get(i);
        ToolOutput output = runner.interrupts().during(() -> await(future, threads));
        finish(ready.get(i).index(), output, start);
      }
    }
  }

  private static ToolOutput await(Future<ToolOutput> future, ExecutorService threads) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
      return brokenOff();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a read failed in an unforeseen way", e.getCause());
    }
  }

  private void act(int index, Invocation.Acting acting, String preface) {
    if (runner.ground().effort() == Effort.DRY_RUN) {
      answer(index, Outcome.DENIED, preface + rehearse(acting));
      return;
    }
    runner.bus().sync();
    long start = System.nanoTime();
    boolean runs = acting.effects().stream().anyMatch(e -> e instanceof Effect.Run);
    if (runs) {
      runner.sideEffects().watch();
    }
    ToolOutput output =
        runs ? runner.interrupts().during(() -> attempt(acting.body())) : attempt(acting.body());
    StringBuilder text = new StringBuilder(preface).append(output.text());
    if (runs) {
      List<FileDiff> diffs = runner.sideEffects().collect();
      diffs.forEach(diff -> runner.bus().publish(new Event.FileChanged(diff, false)));
      if (!diffs.isEmpty()) {
        text.append("\nfiles changed by it: ").append(names(diffs));
      }
    }
    finish(index, new ToolOutput(output.outcome(), text.toString(), output.facts()), start);
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

  private ToolOutput attempt(Invocation.Body body) {
    try {
      return runner.execute(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return brokenOff();
    }
  }

  private static ToolOutput brokenOff() {
    return new ToolOutput(
        Outcome.INTERRUPTED, "interrupted by the user; it may have run in part", List.of());
  }

  private void finish(int index, ToolOutput output, long start) {
    output.facts().forEach(runner.bus()::publish);
    answers.give(
        index, output.outcome(), output.text(), Duration.ofNanos(System.nanoTime() - start));
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
