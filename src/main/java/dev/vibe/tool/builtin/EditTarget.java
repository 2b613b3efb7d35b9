package dev.vibe.tool.builtin;

import dev.vibe.conversation.ToolNames;
import dev.vibe.effect.Effect;
import dev.vibe.problem.RefusalCode;
import dev.vibe.text.FileDiff;
import dev.vibe.tool.EditPlacement;
import dev.vibe.tool.GuardedPath;
import dev.vibe.tool.Invocation;
import dev.vibe.tool.Prepared;
import dev.vibe.tool.Refusal;
import dev.vibe.tool.ToolContext;
import dev.vibe.workspace.Access;
import dev.vibe.workspace.PathKind;
import dev.vibe.workspace.ReadRules;
import dev.vibe.workspace.Resolution;
import dev.vibe.workspace.Resolution.Guard;
import dev.vibe.workspace.WorkspacePath;
import dev.vibe.workspace.change.EditBatch;
import dev.vibe.workspace.change.FileChange;
import dev.vibe.workspace.change.SeenVersions;
import dev.vibe.workspace.content.Content;
import dev.vibe.workspace.content.TextFile;
import java.util.List;
import java.util.function.Function;

/** Common part of the tools that change a file: a checked path, and refusals. */
final class EditTarget {

  private EditTarget() {}

  /** Prepares a change of the file that a model named. */
  static Prepared at(ToolContext context, String named, Function<WorkspacePath, Prepared> change) {
    return switch (context.resolve(named, Access.WRITE)) {
      case Resolution.Inside(WorkspacePath path) ->
          isKnown(path, context.batch()) ? change.apply(path) : unread(path);
      case Resolution.Guarded(WorkspacePath path, Guard guard, String message) ->
          new GuardedPath(path.relative(), guard, message, write(path.relative()));
      case Resolution.Refused(RefusalCode kind, String message) -> new Refusal(kind, message);
    };
  }

  /**
   * Whether the model may know what an edit would show it: a miss quotes the file, and so does the
   * diff. What is only read after a question has to be read first.
   */
  static boolean isKnown(WorkspacePath path, EditBatch batch) {
    return batch.workspace().standing(path) == ReadRules.Standing.FREE
        || batch.workspace().look(path) == PathKind.NOTHING
        || batch.created(path)
        || batch.standing(path) == SeenVersions.Standing.CURRENT;
  }

  /** What {@link #isKnown} does not hold for. */
  static Refusal unread(WorkspacePath path) {
    return new Refusal(
        RefusalCode.STALE,
        path
            + " may only be read after a question, and you have not read it as it is now. Read it"
            + " with "
            + ToolNames.READ_FILE
            + " first.");
  }

  /** The change as an invocation, with no note but that of a file that cannot be parsed. */
  static Prepared editing(String title, WorkspacePath path, Content before, byte[] after) {
    if (after.length > TextFile.MAX_BYTES) {
      return new Refusal(
          RefusalCode.TOO_LARGE,
          "%s would be larger than the limit of %d bytes.".formatted(path, TextFile.MAX_BYTES));
    }
    FileChange change = FileChange.between(path, before, new Content.Present(after));
    Effect effect = new Effect.Write(path.relative(), change.diff());
    String broken = ParseCheck.told(path.relative(), before, after);
    return new Invocation.Editing(
        title, List.of(effect), change, new EditPlacement.Whole(), broken);
  }

  /** The same with a note before its own, where it is an edit. */
  static Prepared told(Prepared prepared, EditPlacement placement, String note) {
    return prepared instanceof Invocation.Editing editing
        ? new Invocation.Editing(
            editing.title(),
            editing.effects(),
            editing.change(),
            placement,
            (note + " " + editing.note()).strip())
        : prepared;
  }

  /** A change of a file, not known yet. */
  static Effect.Write write(String path) {
    return new Effect.Write(path, new FileDiff(path, FileDiff.Kind.CHANGED, List.of(), 0, 0));
  }

  /** The new text has characters that the file's encoding lacks. */
  static Refusal notEncodable(WorkspacePath path, TextFile file) {
    return new Refusal(
        RefusalCode.NOT_UTF8,
        "%s is in %s, which lacks a character of the new text; the file was left alone. Use"
                .formatted(path, file.encoding().title())
            + " characters that it has, or convert the file to UTF-8 with a command first.");
  }
}
