package dev.vibe.tool.builtin;

import dev.vibe.conversation.ToolNames;
import dev.vibe.problem.RefusalCode;
import dev.vibe.tool.CallKind;
import dev.vibe.tool.Prepared;
import dev.vibe.tool.Refusal;
import dev.vibe.tool.Tool;
import dev.vibe.tool.ToolContext;
import dev.vibe.tool.ToolDeclaration;
import dev.vibe.workspace.IgnoreRules;
import dev.vibe.workspace.WorkspacePath;
import dev.vibe.workspace.change.EditBatch;
import dev.vibe.workspace.change.SeenVersions.Standing;
import dev.vibe.workspace.content.Loaded;
import dev.vibe.workspace.content.TextFile;

/**
 * Tool for models that insert lines by number out of habit, although they are not told of it: adds
 * text behind a line of a file that they know as it is.
 */
public final class InsertTool implements Tool<InsertTool.Input> {

  private static final ToolDeclaration<Input> DECLARATION =
      new ToolDeclaration<>(
          ToolNames.INSERT, "Insert text behind a line.", Input.class, CallKind.EDITS);

  private final MissingPath missing;

  /**
   * Creates the tool.
   *
   * @param rules of the workspace root, for the names that are suggested for a missing file
   */
  public InsertTool(IgnoreRules rules) {
    this.missing = new MissingPath(rules);
  }

  /**
   * The parameters.
   *
   * @param line behind which the text goes, from 1; 0 for the beginning of the file
   */
  public record Input(String file, int line, String text) {}

  @Override
  public ToolDeclaration<Input> declaration() {
    return DECLARATION;
  }

  @Override
  public Prepared prepare(Input input, ToolContext context) {
    return EditTarget.at(
        context,
        input.file(),
        path -> missing.named(insert(input, path, context.batch()), context.batch(), path));
  }

  private static Prepared insert(Input input, WorkspacePath path, EditBatch batch) {
    return switch (batch.load(path)) {
      case Loaded.Refused(RefusalCode kind, String message) -> new Refusal(kind, message);
      case Loaded.Text loaded when input.line() != 0 && !isKnown(path, loaded, batch) ->
          new Refusal(
              RefusalCode.STALE,
              path
                  + ": you have not read it as it is now, so the number of a line says little. Read"
                  + " it with "
                  + ToolNames.READ_FILE
                  + ", or give a neighbouring line in old of "
                  + ToolNames.STR_REPLACE
                  + " and repeat it in new.");
      case Loaded.Text loaded -> insert(input, path, loaded);
    };
  }

  private static boolean isKnown(WorkspacePath path, Loaded.Text loaded, EditBatch batch) {
    return loaded.file().text().isEmpty()
        || batch.created(path)
        || batch.standing(path) == Standing.CURRENT;
  }

  private static Prepared insert(Input input, WorkspacePath path, Loaded.Text loaded) {
    TextFile file = loaded.file();
    int lines = LineScan.all(file.text()).size();
    if (input.line() < 0 || input.line() > lines) {
      return new Refusal(
          RefusalCode.NOT_FOUND,
          "%s has %d lines: give one of 0 to %2$d to insert behind.".formatted(path, lines));
    }
    if (input.text().isEmpty()) {
      return new Refusal(RefusalCode.INVALID, "The text is empty. Give the lines to insert.");
    }
    return file.encode(inserted(input, file))
        .map(bytes -> EditTarget.editing("edit " + path, path, loaded.content(), bytes))
        .orElseGet(() -> EditTarget.notEncodable(path, file));
  }

  /** Whole lines, with the line ends of the file. */
  private static String inserted(Input input, TextFile file) {
    String text = file.text();
    boolean isOld = text.indexOf('\n') < 0 && text.indexOf('\r') >= 0;
    String lineEnd = file.usesCrLf() ? "\r\n" : isOld ? "\r" : "\n";
    char last = lineEnd.charAt(lineEnd.length() - 1);
    int at = 0;
    for (int line = 0; line < input.line(); line++) {
      int end = text.indexOf(last, at);
      at = end < 0 ? text.length() : end + 1;
    }
    String given = input.text().replace("\r\n", "\n");
    boolean isBehindOpenEnd = at > 0 && text.charAt(at - 1) != last;
    boolean isClosed = given.endsWith("\n") || (isBehindOpenEnd && at == text.length());
    String block = (isClosed ? given : given + "\n").replace("\n", lineEnd);
    return text.substring(0, at) + (isBehindOpenEnd ? lineEnd : "") + block + text.substring(at);
  }
}
