package dev.vibe.agent;

import dev.vibe.conversation.CallId;
import dev.vibe.effect.ExecutionMode;
import dev.vibe.event.Event;
import dev.vibe.event.EventBus;
import dev.vibe.git.checkpoint.Checkpoints;
import dev.vibe.git.checkpoint.TurnId;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.RefusalCode;
import dev.vibe.tool.EditPlacement;
import dev.vibe.tool.Invocation;
import dev.vibe.workspace.change.ChangeSet;
import dev.vibe.workspace.change.EditBatch;
import dev.vibe.workspace.change.EditorHandover;
import dev.vibe.workspace.change.FileChange;
import dev.vibe.workspace.change.SeenVersions;
import dev.vibe.workspace.content.Content;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Recorder of edits: holds the batch that they are computed on, has a checkpoint made before they
 * are written, and enters what was written in the ledger of the run. Owned by the session's thread.
 */
final class EditRecorder {

  private final ToolEnvironment environment;
  private final Checkpoints checkpoints;
  private final EventBus bus;
  private final EditFindings findings;
  private final MatchTally matches = new MatchTally();
  private EditBatch batch;

  /** An edit, and the call that asked for it. */
  record Edit(CallId call, Invocation.Editing editing) {

    private FileChange change() {
      return editing.change();
    }
  }

  /**
   * What came of edits that were written.
   *
   * @param formatted what formatters made of them
   * @param broken what they broke, in lines for the model
   */
  record Written(List<Formatters.Formatted> formatted, List<String> broken) {}

  EditRecorder(
      ToolEnvironment environment, Checkpoints checkpoints, EventBus bus, EditFindings findings) {
    this.environment = environment;
    this.findings = findings;
    this.checkpoints = checkpoints;
    this.bus = bus;
    this.batch = environment.batches().get();
  }

  boolean isDryRun() {
    return environment.mode() == ExecutionMode.DRY_RUN;
  }

  /** A reply begins: what it changes can be undone back to here. */
  void begin(TurnId turn) {
    checkpoints.at(turn);
    nextBatch();
  }

  /** The edits so far: of this reply, or in a dry run of the whole run. */
  EditBatch batch() {
    return batch;
  }

  /** Starts a new batch, over what is on disk now; a dry run goes on with the one it has. */
  void nextBatch() {
    if (!isDryRun()) {
      batch = environment.batches().get();
    }
  }

  /** The edits behind this one build on it. */
  void stage(Invocation.Editing edit) {
    restage(edit);
    edit.all().forEach(each -> matches.count(each.placement()));
  }

  /** As {@link #stage}, of an edit that was staged before and is computed once more. */
  void restage(Invocation.Editing edit) {
    edit.all().forEach(each -> batch.stage(each.change()));
  }

  /** Counts a call that was refused for this reason, if it is about where an edit belongs. */
  void refused(RefusalCode code) {
    matches.countRefusal(code);
  }

  /** As {@link MatchTally#take}. */
  Map<String, Integer> takeMatches() {
    return matches.take();
  }

  /**
   * Writes what was staged since the last time, all or nothing, and makes it known; in a dry run
   * only that.
   *
   * @param edits what was staged since
   * @return what came of it
   * @throws dev.vibe.problem.VibeException when nothing was written
   */
  Written write(List<Edit> edits) {
    List<Formatters.Formatted> formatted =
        isDryRun() ? List.of() : environment.formatters().apply(batch);
    List<FileChange> changes = changes(edits);
    List<String> notes = isDryRun() ? List.of() : writeForReal(changes);
    changes.forEach(change -> written(change, edits));
    notes.forEach(note -> bus.publish(notice(note)));
    return new Written(formatted, isDryRun() ? List.of() : findings.of(changes));
  }

  /** The batch of a dry run holds the edits of the replies before, too. */
  private List<FileChange> changes(List<Edit> edits) {
    return isDryRun()
        ? EditBatch.merged(edits.stream().map(Edit::change).toList())
        : batch.changes();
  }

  /** The checkpoint is recorded beside the writing, and is whole before the writing counts. */
  private List<String> writeForReal(List<FileChange> changes) {
    String names =
        changes.stream().map(change -> change.path().toString()).collect(Collectors.joining(", "));
    EditorHandover editor = new EditorHandover(batch.workspace().editor(), environment.journal());
    editor.before(changes);
    checkpoints.beforeEdits(changes, "edit " + names);
    List<String> notes = ChangeSet.write(changes, environment.journal(), this::settle);
    editor.after(changes);
    return notes;
  }

  private void written(FileChange change, List<Edit> edits) {
    SeenVersions seen = batch.seen();
    switch (change.after()) {
      case Content.Present present when isWhole(change, edits) ->
          seen.saw(change.path(), present.bytes());
      case Content.Present present -> seen.changed(change.path(), present.bytes());
      case Content.Absent() -> seen.forget(change.path());
    }
    environment.changes().record(change);
    bus.publish(new Event.FileChanged(callsFor(change, edits), change.diff(), isDryRun()));
  }

  private static boolean isWhole(FileChange change, List<Edit> edits) {
    return edits.stream()
        .filter(edit -> edit.change().path().equals(change.path()))
        .anyMatch(edit -> edit.editing().placement() instanceof EditPlacement.Whole);
  }

  /** More than one where several edits of the reply meet in one file. */
  private static List<CallId> callsFor(FileChange change, List<Edit> edits) {
    return edits.stream()
        .filter(edit -> edit.change().path().equals(change.path()))
        .map(Edit::call)
        .toList();
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

  private static Event.NoticeRaised notice(String note) {
    return Event.NoticeRaised.of(new Problem(ProblemCode.EDIT_NOTE, note, "", ""));
  }
}
