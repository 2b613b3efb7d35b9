package dev.vibe.tool.builtin;

import dev.vibe.conversation.ToolNames;
import dev.vibe.effect.Effect;
import dev.vibe.problem.RefusalCode;
import dev.vibe.text.QuotedName;
import dev.vibe.tool.CallKind;
import dev.vibe.tool.Invocation;
import dev.vibe.tool.Prepared;
import dev.vibe.tool.Refusal;
import dev.vibe.tool.Tool;
import dev.vibe.tool.ToolContext;
import dev.vibe.tool.ToolDeclaration;
import dev.vibe.tool.ToolOutput;
import dev.vibe.tool.schema.Doc;
import dev.vibe.tool.schema.MayBeAbsent;
import dev.vibe.workspace.IgnoreRules;
import dev.vibe.workspace.Workspace;
import dev.vibe.workspace.WorkspacePath;
import dev.vibe.workspace.change.SeenVersions;
import dev.vibe.workspace.content.Content;
import dev.vibe.workspace.content.Loaded;
import dev.vibe.workspace.content.TextFile;
import java.util.List;
import java.util.Optional;

/**
 * Tool that shows a text file as it is, as much of it as fits; of one that is too long its head and
 * an outline of the rest.
 */
public final class ReadFileTool implements Tool<ReadFileTool.Input> {

  private static final ToolDeclaration<Input> DECLARATION =
      new ToolDeclaration<>(ToolNames.READ_FILE, "Show a text file.", Input.class, CallKind.READS);

  private final MissingPath missing;

  /**
   * Creates the tool.
   *
   * @param rules of the workspace root, for the names that are suggested for a missing file
   */
  public ReadFileTool(IgnoreRules rules) {
    this.missing = new MissingPath(rules);
  }

  /** The parameters; an absent number is 0. */
  public record Input(
      String file,
      @Doc("first line, from 1") @MayBeAbsent int offset,
      @Doc("lines to show, default 2000") @MayBeAbsent int limit) {}

  @Override
  public ToolDeclaration<Input> declaration() {
    return DECLARATION;
  }

  @Override
  public Prepared prepare(Input input, ToolContext context) {
    if (input.offset < 0 || input.limit < 0) {
      return new Refusal(
          RefusalCode.INVALID, "offset and limit count lines from 1 and cannot be negative.");
    }
    Workspace workspace = context.batch().workspace();
    return Reads.at(
        context,
        input.file,
        path -> {
          Optional<Content.Present> staged = context.batch().staged(path);
          SeenVersions seen = context.batch().seen();
          FileView view = new FileView(path, input.offset, input.limit, context.mostOutput());
          return new Invocation.Reading(
              "read " + path,
              List.of(new Effect.Read(path.relative())),
              details(input),
              Invocation.Reading.Sight.STAGED,
              () ->
                  staged.isPresent()
                      ? showStaged(view, staged.get())
                      : read(workspace, seen, view));
        });
  }

  private static List<String> details(Input input) {
    int first = Math.max(1, input.offset);
    if (input.limit > 0) {
      return List.of("lines " + first + " to " + ((long) first + input.limit - 1));
    }
    return first > 1 ? List.of("from line " + first) : List.of();
  }

  private ToolOutput read(Workspace workspace, SeenVersions seen, FileView view) {
    WorkspacePath path = view.path();
    return switch (workspace.look(path)) {
      case NOTHING -> ToolOutput.failed(missing.file(workspace, path));
      case FOLDER ->
          ToolOutput.failed(
              path
                  + " is a folder. List it with "
                  + call(ToolNames.GLOB, "pattern=\"/*\"", path)
                  + ".");
      case SPECIAL -> ToolOutput.failed(path + " is not a regular file and cannot be read.");
      case FILE -> readFile(workspace, seen, view);
    };
  }

  private ToolOutput readFile(Workspace workspace, SeenVersions seen, FileView view) {
    return switch (workspace.load(view.path())) {
      case Loaded.Text(TextFile file, Content.Present content) -> {
        FileView.Shown shown = view.of(file.text());
        shown.lines().ifPresent(lines -> seen.saw(view.path(), content.bytes(), lines));
        yield shown.output();
      }
      case Loaded.Refused(RefusalCode kind, String message) ->
          ToolOutput.failed(
              kind == RefusalCode.NO_FILE ? missing.file(workspace, view.path()) : message);
    };
  }

  private static ToolOutput showStaged(FileView view, Content.Present staged) {
    return switch (Loaded.decode(view.path().toString(), staged.bytes())) {
      case Loaded.Text loaded -> view.of(loaded.file().text()).output();
      case Loaded.Refused(RefusalCode kind, String message) -> ToolOutput.failed(message);
    };
  }

  private static String call(String tool, String argument, WorkspacePath path) {
    return tool + "(" + argument + ", path=" + QuotedName.quoted(path.relative()) + ")";
  }
}
