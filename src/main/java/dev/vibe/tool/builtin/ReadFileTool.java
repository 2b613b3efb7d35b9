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
import dev.vibe.workspace.FileTree;
import dev.vibe.workspace.IgnoreRules;
import dev.vibe.workspace.Workspace;
import dev.vibe.workspace.WorkspacePath;
import dev.vibe.workspace.change.SeenVersions;
import dev.vibe.workspace.change.SeenVersions.LineRange;
import dev.vibe.workspace.content.Content;
import dev.vibe.workspace.content.Loaded;
import dev.vibe.workspace.content.TextFile;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tool that shows a text file with line numbers, a bounded piece at a time. */
public final class ReadFileTool implements Tool<ReadFileTool.Input> {

  private static final ToolDeclaration<Input> DECLARATION =
      new ToolDeclaration<>(
          ToolNames.READ_FILE, "Show a text file with line numbers.", Input.class, CallKind.READS);

  private static final int DEFAULT_LINES = 2_000;

  /** Output of one call, in characters: about 12,000 tokens, a good part of a local context. */
  private static final int MOST_OUTPUT = 50_000;

  private static final int LONGEST_LINE = 2_000;

  private final IgnoreRules rules;

  /**
   * Creates the tool.
   *
   * @param rules of the workspace root, for the names that are suggested for a missing file
   */
  public ReadFileTool(IgnoreRules rules) {
    this.rules = rules;
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
          return new Invocation.Reading(
              "read " + path,
              List.of(new Effect.Read(path.relative())),
              details(input),
              Invocation.Reading.Sight.STAGED,
              () ->
                  staged.isPresent()
                      ? showStaged(path, staged.get(), input)
                      : read(workspace, seen, path, input));
        });
  }

  private static List<String> details(Input input) {
    int first = Math.max(1, input.offset);
    if (input.limit > 0) {
      return List.of("lines " + first + " to " + ((long) first + input.limit - 1));
    }
    return first > 1 ? List.of("from line " + first) : List.of();
  }

  private ToolOutput read(Workspace workspace, SeenVersions seen, WorkspacePath path, Input input) {
    return switch (workspace.look(path)) {
      case NOTHING -> ToolOutput.failed(missing(workspace, path));
      case FOLDER ->
          ToolOutput.failed(
              path
                  + " is a folder. List it with "
                  + call(ToolNames.GLOB, "pattern=\"/*\"", path)
                  + ".");
      case SPECIAL -> ToolOutput.failed(path + " is not a regular file and cannot be read.");
      case FILE -> readFile(workspace, seen, path, input);
    };
  }

  private ToolOutput readFile(
      Workspace workspace, SeenVersions seen, WorkspacePath path, Input input) {
    return switch (workspace.load(path)) {
      case Loaded.Text(TextFile file, Content.Present content) -> {
        Shown shown = show(path, file.text(), input);
        shown.lines().ifPresent(lines -> seen.saw(path, content.bytes(), lines));
        yield shown.output();
      }
      case Loaded.Refused(RefusalCode kind, String message) ->
          ToolOutput.failed(kind == RefusalCode.NO_FILE ? missing(workspace, path) : message);
    };
  }

  private static ToolOutput showStaged(WorkspacePath path, Content.Present staged, Input input) {
    return switch (Loaded.decode(path.toString(), staged.bytes())) {
      case Loaded.Text loaded -> show(path, loaded.file().text(), input).output();
      case Loaded.Refused(RefusalCode kind, String message) -> ToolOutput.failed(message);
    };
  }

  private static Shown show(WorkspacePath path, String text, Input input) {
    if (text.isEmpty()) {
      return new Shown(ToolOutput.ok(path + " exists and is empty."), Optional.of(LineRange.ALL));
    }
    int first = Math.max(1, input.offset);
    int limit = input.limit == 0 ? DEFAULT_LINES : input.limit;
    LineScan lines = new LineScan(text);
    StringBuilder out = new StringBuilder();
    int shown = 0;
    int count = 0;
    while (lines.advance()) {
      count++;
      if (count == first + shown && shown < limit && out.length() < MOST_OUTPUT) {
        append(out, count, TextFile.presentable(lines.line()));
        shown++;
      }
    }
    if (first > count) {
      return new Shown(
          ToolOutput.failed(
              path + " has only " + count(count) + "; offset " + first + " is past its end."),
          Optional.empty());
    }
    int next = first + shown;
    if (next <= count) {
      out.append("[lines ").append(first).append(" to ").append(next - 1).append(" of ");
      out.append(count).append("; more with " + ToolNames.READ_FILE + "(file=");
      out.append(QuotedName.quoted(path.relative())).append(", offset=").append(next);
      if (input.limit > 0) {
        out.append(", limit=").append(input.limit);
      }
      out.append(")]\n");
    }
    return new Shown(ToolOutput.ok(out.toString()), Optional.of(new LineRange(first, next - 1)));
  }

  /** What is shown, and which lines that are; none past the end. */
  private record Shown(ToolOutput output, Optional<LineRange> lines) {}

  private static void append(StringBuilder out, int number, String line) {
    String digits = Integer.toString(number);
    out.repeat(' ', Math.max(0, 6 - digits.length())).append(digits).append('\t');
    if (line.length() <= LONGEST_LINE) {
      out.append(line).append('\n');
      return;
    }
    int cut = Character.isHighSurrogate(line.charAt(LONGEST_LINE - 1)) ? 1 : 0;
    out.append(line, 0, LONGEST_LINE - cut).append(" [… ");
    out.append(line.length() - LONGEST_LINE + cut).append(" more characters in this line]\n");
  }

  private String missing(Workspace workspace, WorkspacePath path) {
    List<String> near = SimilarPaths.of(new FileTree(workspace, rules), workspace, path);
    return near.isEmpty()
        ? path + " does not exist. Look for it with " + ToolNames.GLOB + "."
        : path
            + " does not exist. Did you mean "
            + near.stream().map(QuotedName::of).collect(Collectors.joining(" or "))
            + "?";
  }

  private static String call(String tool, String argument, WorkspacePath path) {
    return tool + "(" + argument + ", path=" + QuotedName.quoted(path.relative()) + ")";
  }

  private static String count(int lines) {
    return lines == 1 ? "1 line" : lines + " lines";
  }
}
