package dev.vibe.tool.builtin;

import dev.vibe.conversation.ToolNames;
import dev.vibe.problem.RefusalCode;
import dev.vibe.text.QuotedName;
import dev.vibe.tool.CallKind;
import dev.vibe.tool.Invocation;
import dev.vibe.tool.Prepared;
import dev.vibe.tool.Refusal;
import dev.vibe.tool.Tool;
import dev.vibe.tool.ToolContext;
import dev.vibe.tool.ToolDeclaration;
import dev.vibe.tool.schema.Doc;
import dev.vibe.workspace.IgnoreRules;
import dev.vibe.workspace.WorkspacePath;
import dev.vibe.workspace.change.EditBatch;
import dev.vibe.workspace.change.SeenVersions.Standing;
import dev.vibe.workspace.content.Content;
import dev.vibe.workspace.content.Loaded;
import dev.vibe.workspace.content.TextFile;
import dev.vibe.workspace.edit.EditMatcher;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Tool that creates a file, or replaces the whole of one that the model has read. */
public final class WriteFileTool implements Tool<WriteFileTool.Input> {

  private static final ToolDeclaration<Input> DECLARATION =
      new ToolDeclaration<>(
          ToolNames.WRITE_FILE,
          "Create a file, or overwrite one that was read before. For a change use "
              + ToolNames.STR_REPLACE
              + ".",
          Input.class,
          CallKind.EDITS);

  private final MissingPath missing;

  /**
   * Creates the tool.
   *
   * @param rules of the workspace root, for the names that are suggested for a missing file
   */
  public WriteFileTool(IgnoreRules rules) {
    this.missing = new MissingPath(rules);
  }

  /** The parameters. */
  public record Input(String file, @Doc("the whole content") String content) {}

  @Override
  public ToolDeclaration<Input> declaration() {
    return DECLARATION;
  }

  @Override
  public Prepared prepare(Input input, ToolContext context) {
    EditBatch batch = context.batch();
    return EditTarget.at(
        context,
        input.file(),
        path -> withNamesake(write(path, input.content(), batch), path, batch));
  }

  /** A new file may be another one in a wrong place. */
  private Prepared withNamesake(Prepared prepared, WorkspacePath path, EditBatch batch) {
    return prepared instanceof Invocation.Editing editing
            && editing.change().before() instanceof Content.Absent
        ? missing
            .namesake(batch.workspace(), path)
            .<Prepared>map(
                other ->
                    EditTarget.told(
                        editing,
                        editing.placement(),
                        "new; " + QuotedName.of(other) + " is another file of that name"))
            .orElse(prepared)
        : prepared;
  }

  /** As {@link #prepare}, on a checked path. */
  static Prepared write(WorkspacePath path, String content, EditBatch batch) {
    return switch (batch.load(path)) {
      case Loaded.Text loaded -> overwrite(path, content, loaded, batch);
      case Loaded.Refused(RefusalCode kind, String message) when kind == RefusalCode.NO_FILE ->
          create(path, content);
      case Loaded.Refused(RefusalCode kind, String message) -> new Refusal(kind, message);
    };
  }

  private static Prepared create(WorkspacePath path, String content) {
    return refusal(path, "", content)
        .<Prepared>map(refusal -> refusal)
        .orElseGet(
            () ->
                EditTarget.editing(
                    "create " + path,
                    path,
                    new Content.Absent(),
                    content.getBytes(StandardCharsets.UTF_8)));
  }

  private static Prepared overwrite(
      WorkspacePath path, String content, Loaded.Text loaded, EditBatch batch) {
    TextFile file = loaded.file();
    Optional<Refusal> refusal =
        unseen(path, file, batch).or(() -> refusal(path, file.text(), content));
    if (refusal.isPresent()) {
      return refusal.get();
    }
    String text = content.startsWith("\uFEFF") ? content.substring(1) : content;
    if (file.usesCrLf() && text.indexOf('\r') < 0) {
      text = text.replace("\n", "\r\n");
    }
    if (text.equals(file.text())) {
      return new Refusal(
          RefusalCode.ALREADY_DONE, path + ": Already done: it has this very content. Go on.");
    }
    return file.encode(text)
        .<Prepared>map(
            bytes -> EditTarget.editing("overwrite " + path, path, loaded.content(), bytes))
        .orElseGet(() -> EditTarget.notEncodable(path, file));
  }

  /** Nobody replaces what they do not know; an empty file holds nothing to know. */
  private static Optional<Refusal> unseen(WorkspacePath path, TextFile file, EditBatch batch) {
    if (file.text().isEmpty() || batch.created(path)) {
      return Optional.empty();
    }
    return switch (batch.standing(path)) {
      case Standing.CURRENT -> inPart(path, file, batch);
      case Standing.NEVER_SEEN ->
          Optional.of(
              new Refusal(
                  RefusalCode.STALE,
                  path
                      + " exists and you have not read it with "
                      + ToolNames.READ_FILE
                      + ", which alone counts. Do that first, then"
                      + " overwrite it, or change parts of it with "
                      + ToolNames.STR_REPLACE
                      + "."));
      case Standing.CHANGED_SINCE ->
          Optional.of(
              new Refusal(
                  RefusalCode.STALE,
                  path
                      + " has changed on disk since you last read it. Read it again with "
                      + ToolNames.READ_FILE
                      + " before you overwrite it."));
    };
  }

  private static Optional<Refusal> inPart(WorkspacePath path, TextFile file, EditBatch batch) {
    int lines = LineScan.all(file.text()).size();
    return batch.staged(path).isPresent() || batch.isSeenWhole(path, lines)
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                RefusalCode.STALE,
                path
                    + " has "
                    + lines
                    + " lines, and you have not read all of them: the rest would be lost. Change"
                    + " parts of it with "
                    + ToolNames.STR_REPLACE
                    + ", or read the rest with "
                    + ToolNames.READ_FILE
                    + " first."));
  }

  private static Optional<Refusal> refusal(WorkspacePath path, String before, String content) {
    return EditMatcher.objection(before, content)
        .map(refused -> new Refusal(refused.kind(), path + ": " + refused.message()));
  }
}
