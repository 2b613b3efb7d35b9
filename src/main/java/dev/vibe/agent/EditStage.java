package dev.vibe.agent;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.effect.ExecutionMode;
import dev.vibe.event.Event;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.text.FileDiff;
import dev.vibe.text.Truncation;
import dev.vibe.text.UnifiedDiff;
import dev.vibe.tool.Invocation;
import dev.vibe.tool.ToolOutput;
import dev.vibe.workspace.change.ChangeSet;
import dev.vibe.workspace.change.EditBatch;
import dev.vibe.workspace.change.FileChange;
import dev.vibe.workspace.change.SeenVersions;
import dev.vibe.workspace.content.Content;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The edits of a reply that passed the gate: staged in call order, written as one change set. */
final class EditStage {

  /** Of a diff, what the model gets back: it knows the text it sent, and pays for every byte. */
  private static final Truncation.Keep DIFF_FOR_MODEL = new Truncation.Keep(3_000, 1_000);

  private final ToolRunner runner;
  private final CallResults answers;
  private final List<Staged> staged = new ArrayList<>();

  EditStage(ToolRunner runner, CallResults answers) {
    this.runner = runner;
    this.answers = answers;
  }

  private record Staged(int index, Invocation.Editing edit) {}

  boolean isEmpty() {
    return staged.isEmpty();
  }

  void add(int index, Invocation.Editing edit) {
    runner.batch().stage(edit.change());
    runner.matches().count(edit.fit());
    staged.add(new Staged(index, edit));
  }

  /** Writes what is staged, all or nothing, and answers its calls; in a dry run only shows it. */
  void write() {
    if (staged.isEmpty()) {
      return;
    }
    long start = System.nanoTime();
    try {
      List<FileChange> changes = changes();
      List<String> notes = isDryRun() ? List.of() : writeForReal(changes);
      changes.forEach(this::written);
      notes.forEach(note -> runner.bus().publish(notice(note)));
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      staged.forEach(s -> answers.give(s.index(), applied(s.edit()), took));
    } catch (VibeException e) {
      String problem =
          "%s: %s. To solve it: %s."
              .formatted(e.problem().what(), e.problem().cause(), e.problem().remedy());
      staged.forEach(s -> answers.give(s.index(), Outcome.FAILED, problem, Duration.ZERO));
    }
    staged.clear();
    runner.nextBatch();
  }

  private List<String> writeForReal(List<FileChange> changes) {
    runner.recordEdits(changes);
    return ChangeSet.write(changes, runner.ground().journal(), runner::settle);
  }

  /** The batch of a dry run holds the edits of the replies before, too. */
  private List<FileChange> changes() {
    return isDryRun()
        ? EditBatch.merged(staged.stream().map(s -> s.edit().change()).toList())
        : runner.batch().changes();
  }

  private boolean isDryRun() {
    return runner.ground().effort() == ExecutionMode.DRY_RUN;
  }

  private void written(FileChange change) {
    SeenVersions views = runner.batch().views();
    switch (change.after()) {
      case Content.Present present -> views.saw(change.path(), present.bytes());
      case Content.Absent() -> views.forget(change.path());
    }
    runner.ground().changes().record(change);
    runner.bus().publish(new Event.FileChanged(callsFor(change), change.diff(), isDryRun()));
  }

  /** More than one where several edits of the reply meet in one file. */
  private List<CallId> callsFor(FileChange change) {
    return staged.stream()
        .filter(s -> s.edit().change().path().equals(change.path()))
        .map(s -> answers.idOf(s.index()))
        .toList();
  }

  private ToolOutput applied(Invocation.Editing edit) {
    FileDiff diff = edit.change().diff();
    StringBuilder text = new StringBuilder(isDryRun() ? "dry run, not written: " : "");
    text.append(diff.path()).append(": +").append(diff.added()).append(" -").append(diff.removed());
    if (!edit.note().isEmpty()) {
      text.append(" (").append(edit.note()).append(')');
    }
    text.append(hunks(diff));
    List<ToolFact> facts = isDryRun() ? List.of(new ToolFact.OnlyShown()) : List.of();
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

  private static Event.NoticeRaised notice(String note) {
    return Event.NoticeRaised.of(new Problem(ProblemCode.EDIT_NOTE, note, "", ""));
  }
}
