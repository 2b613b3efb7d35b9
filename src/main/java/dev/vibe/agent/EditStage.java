package dev.vibe.agent;

import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.text.ControlChars;
import dev.vibe.text.FileDiff;
import dev.vibe.text.QuotedName;
import dev.vibe.text.Truncation;
import dev.vibe.text.UnifiedDiff;
import dev.vibe.tool.Invocation;
import dev.vibe.tool.ToolOutput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Stage of a reply for edits that passed the gate: staged in call order, written as one change set.
 */
final class EditStage {

  /** Of a diff, what the model gets back: it knows the text it sent, and pays for every byte. */
  static final Truncation.Keep DIFF_FOR_MODEL = new Truncation.Keep(3_000, 1_000);

  private final EditRecorder recorder;
  private final CallResults results;
  private final List<Staged> staged = new ArrayList<>();

  EditStage(EditRecorder recorder, CallResults results) {
    this.recorder = recorder;
    this.results = results;
  }

  private record Staged(int index, Invocation.Editing edit) {}

  boolean isEmpty() {
    return staged.isEmpty();
  }

  void add(int index, Invocation.Editing edit) {
    recorder.stage(edit);
    staged.add(new Staged(index, edit));
  }

  /** Writes what is staged, all or nothing, and answers its calls; in a dry run only shows it. */
  void write() {
    if (staged.isEmpty()) {
      return;
    }
    long start = System.nanoTime();
    try {
      recorder.write(staged.stream().map(this::edit).toList());
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      staged.forEach(s -> results.give(s.index(), applied(s.edit()), took));
    } catch (VibeException e) {
      String problem =
          ControlChars.neutraliseLine(
              "%s: %s. To solve it: %s."
                  .formatted(e.problem().what(), e.problem().cause(), e.problem().remedy()));
      staged.forEach(s -> results.give(s.index(), failed(s, problem, e.problem()), Duration.ZERO));
    }
    staged.clear();
    recorder.nextBatch();
  }

  private EditRecorder.Edit edit(Staged one) {
    return new EditRecorder.Edit(results.idOf(one.index()), one.edit());
  }

  /** A file that somebody changed meanwhile is read and edited again; the rest hinders the run. */
  private static ToolOutput failed(Staged one, String text, Problem problem) {
    List<ToolFact> facts =
        problem.code() == ProblemCode.STALE
            ? List.of()
            : List.of(new ToolFact.Hindered(one.edit().change().path().relative(), problem));
    return new ToolOutput(Outcome.FAILED, text, List.of(), facts);
  }

  private ToolOutput applied(Invocation.Editing edit) {
    FileDiff diff = edit.change().diff();
    StringBuilder text = new StringBuilder(recorder.isDryRun() ? "dry run, not written: " : "");
    text.append(QuotedName.of(diff.path()))
        .append(": +")
        .append(diff.added())
        .append(" -")
        .append(diff.removed());
    if (!edit.note().isEmpty()) {
      text.append(" (").append(edit.note()).append(')');
    }
    text.append(hunks(diff));
    List<ToolFact> facts = recorder.isDryRun() ? List.of(new ToolFact.OnlyShown()) : List.of();
    return new ToolOutput(Outcome.OK, text.toString(), List.of(), facts);
  }

  /** Nothing of a new file: the model has just sent it. */
  private static String hunks(FileDiff diff) {
    String patch = UnifiedDiff.render(diff);
    int start = patch.indexOf("\n@@");
    return diff.kind() == FileDiff.Kind.CREATED || start < 0
        ? ""
        : Truncation.chars(patch.substring(start), DIFF_FOR_MODEL).text().stripTrailing();
  }
}
