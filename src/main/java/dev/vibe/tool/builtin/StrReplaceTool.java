package dev.vibe.tool.builtin;

import dev.vibe.conversation.ToolNames;
import dev.vibe.problem.RefusalCode;
import dev.vibe.tool.CallKind;
import dev.vibe.tool.EditPlacement;
import dev.vibe.tool.Prepared;
import dev.vibe.tool.Refusal;
import dev.vibe.tool.Tool;
import dev.vibe.tool.ToolContext;
import dev.vibe.tool.ToolDeclaration;
import dev.vibe.tool.schema.Doc;
import dev.vibe.tool.schema.MayBeAbsent;
import dev.vibe.tool.schema.Named;
import dev.vibe.workspace.IgnoreRules;
import dev.vibe.workspace.WorkspacePath;
import dev.vibe.workspace.change.EditBatch;
import dev.vibe.workspace.change.SeenVersions.Standing;
import dev.vibe.workspace.content.Content;
import dev.vibe.workspace.content.Loaded;
import dev.vibe.workspace.content.TextFile;
import dev.vibe.workspace.edit.EditMatcher;
import dev.vibe.workspace.edit.MatchResult;
import dev.vibe.workspace.edit.MatchStep;
import dev.vibe.workspace.edit.TextEdit;
import dev.vibe.workspace.edit.TextEdit.Places;
import dev.vibe.workspace.edit.TextSpan;
import java.util.Optional;

/** Tool that replaces text in a file. */
public final class StrReplaceTool implements Tool<StrReplaceTool.Input> {

  private static final ToolDeclaration<Input> DECLARATION =
      new ToolDeclaration<>(
          ToolNames.STR_REPLACE, "Replace text in a file.", Input.class, CallKind.EDITS);

  private static final String CHANGED =
      " has changed on disk since you last read it, not by an edit of yours: ";

  private final MissingPath missing;

  /**
   * Creates the tool.
   *
   * @param rules of the workspace root, for the names that are suggested for a missing file
   */
  public StrReplaceTool(IgnoreRules rules) {
    this.missing = new MissingPath(rules);
  }

  /** The parameters. */
  public record Input(
      String file,
      @Doc("text to replace: exact, with enough lines to be unique") String old,
      @Named("new") @Doc("text to put there") String replacement,
      @Doc("to replace from old to this, for long texts") @MayBeAbsent String oldEnd,
      @Doc("replace every occurrence") @MayBeAbsent boolean replaceAll) {}

  @Override
  public ToolDeclaration<Input> declaration() {
    return DECLARATION;
  }

  @Override
  public Prepared prepare(Input input, ToolContext context) {
    return EditTarget.at(
        context,
        input.file(),
        path -> missing.named(edit(input, path, context.batch()), context.batch(), path));
  }

  /** As {@link #prepare}, on a checked path. */
  static Prepared edit(Input input, WorkspacePath path, EditBatch batch) {
    return switch (batch.load(path)) {
      case Loaded.Refused(RefusalCode kind, String message)
          when kind == RefusalCode.NO_FILE && batch.seen().knows(path) ->
          new Refusal(
              kind,
              path
                  + " was deleted since you read it; do not make it again unless you are asked"
                  + " to.");
      case Loaded.Refused(RefusalCode kind, String message) -> new Refusal(kind, message);
      case Loaded.Text loaded -> {
        boolean stale = batch.standing(path) == Standing.CHANGED_SINCE;
        Prepared prepared = edit(input, path, loaded, stale);
        boolean isStale =
            prepared instanceof Refusal(RefusalCode code, String message)
                && code == RefusalCode.STALE;
        yield batch
            .seen()
            .content(path)
            .filter(seen -> isStale)
            .flatMap(seen -> changedPlace(input, loaded, seen))
            .<Prepared>map(told -> new Refusal(RefusalCode.STALE, path + CHANGED + told))
            .orElse(prepared);
      }
    };
  }

  /** What was changed in that very place, where the text that the model saw is at hand. */
  private static Optional<String> changedPlace(
      Input input, Loaded.Text loaded, Content.Present seen) {
    TextEdit edit = new TextEdit(input.old(), input.replacement(), Places.ONE);
    return Loaded.decode("", seen.bytes()) instanceof Loaded.Text before
        ? ChangedPlace.told(before.file().text(), loaded.file().text(), edit)
        : Optional.empty();
  }

  private static Prepared edit(Input input, WorkspacePath path, Loaded.Text loaded, boolean stale) {
    Places places = input.replaceAll() ? Places.ALL : Places.ONE;
    String text = loaded.file().text();
    if (!input.oldEnd().isEmpty()) {
      return spanned(input, path, loaded, stale);
    }
    TextEdit edit = new TextEdit(input.old(), input.replacement(), places);
    return switch (EditMatcher.match(text, edit)) {
      case MatchResult.Refused(RefusalCode kind, String message) ->
          refusal(path, stale, kind, message);
      case MatchResult.Replaced replaced when stale && replaced.step() == MatchStep.SIMILAR ->
          refusal(path, stale, RefusalCode.NOT_FOUND, "old no longer fits it.");
      case MatchResult.Replaced replaced -> invocation(path, loaded, replaced, stale);
    };
  }

  /** An edit of all from one text to another. */
  private static Prepared spanned(
      Input input, WorkspacePath path, Loaded.Text loaded, boolean stale) {
    if (input.replaceAll()) {
      return new Refusal(
          RefusalCode.INVALID, "old_end names one place. Leave out old_end or replace_all.");
    }
    String text = loaded.file().text();
    return switch (TextSpan.find(text, input.old(), input.oldEnd(), input.replacement())) {
      case TextSpan.Missing(MatchResult.Refused(RefusalCode kind, String message)) ->
          refusal(path, stale, kind, message);
      case TextSpan.Found(String whole, MatchStep step) ->
          switch (EditMatcher.match(text, new TextEdit(whole, input.replacement(), Places.ONE))) {
            case MatchResult.Refused(RefusalCode kind, String message) ->
                refusal(path, stale, kind, message);
            case MatchResult.Replaced(String after, MatchStep exact, int line, int count) ->
                EditTarget.told(
                    invocation(
                        path, loaded, new MatchResult.Replaced(after, step, line, count), stale),
                    new EditPlacement.Matched(step),
                    range(line, whole));
          };
    };
  }

  /** Nobody has seen where {@code old_end} was found. */
  private static String range(int line, String whole) {
    long last = line + Math.max(1, whole.lines().count()) - 1;
    return last == line ? "replaced in line " + line : "replaced lines " + line + "-" + last;
  }

  private static Refusal refusal(
      WorkspacePath path, boolean stale, RefusalCode kind, String message) {
    boolean fits = kind != RefusalCode.NOT_FOUND && kind != RefusalCode.AMBIGUOUS;
    return stale && !fits
        ? new Refusal(
            RefusalCode.STALE,
            path + " has changed on disk since you last read it. As it is now: " + message)
        : new Refusal(kind, path + ": " + message);
  }

  private static Prepared invocation(
      WorkspacePath path, Loaded.Text loaded, MatchResult.Replaced replaced, boolean stale) {
    TextFile file = loaded.file();
    return file.encode(replaced.text())
        .map(bytes -> EditTarget.editing("edit " + path, path, loaded.content(), bytes))
        .map(
            prepared ->
                EditTarget.told(
                    prepared, new EditPlacement.Matched(replaced.step()), note(replaced, stale)))
        .orElseGet(() -> EditTarget.notEncodable(path, file));
  }

  private static String note(MatchResult.Replaced replaced, boolean stale) {
    StringBuilder note = new StringBuilder();
    if (replaced.step() != MatchStep.EXACT) {
      note.append("The match was not exact: old fits line ")
          .append(replaced.line())
          .append(' ')
          .append(replaced.step().words())
          .append(". ");
    }
    if (replaced.places() > 1) {
      note.append("Replaced in ").append(replaced.places()).append(" places. ");
    }
    if (stale) {
      note.append("The file had changed on disk since you last read it; the edit still fitted. ");
    }
    return note.toString().strip();
  }
}
