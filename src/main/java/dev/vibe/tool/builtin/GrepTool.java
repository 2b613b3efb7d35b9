package dev.vibe.tool.builtin;

import dev.vibe.conversation.ToolNames;
import dev.vibe.effect.Effect;
import dev.vibe.problem.RefusalCode;
import dev.vibe.text.ControlChars;
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
import dev.vibe.workspace.PathKind;
import dev.vibe.workspace.Workspace;
import dev.vibe.workspace.WorkspacePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Tool that searches file contents line by line. */
public final class GrepTool implements Tool<GrepTool.Input> {

  private static final ToolDeclaration<Input> DECLARATION =
      new ToolDeclaration<>(
          ToolNames.GREP, "Search file contents: by file, line:text.", Input.class, CallKind.READS);

  private static final FoundLines.HitRoom USUAL = new FoundLines.HitRoom(80, 50);
  private static final int MOST_CONTEXT = 20;

  /** The JDK takes time in the square of a long literal, and nothing ends that early. */
  private static final int LONGEST_PATTERN = 10_000;

  /** As in {@code [[:space:]]}, which would otherwise mean a set of these very letters. */
  private static final Pattern POSIX_CLASS =
      Pattern.compile(
          "(?<!\\\\)\\[:(alnum|alpha|blank|cntrl|digit|graph|lower|print|punct|space|upper|xdigit):\\]");

  private final IgnoreRules rules;

  /**
   * Creates the tool.
   *
   * @param rules of the workspace root
   */
  public GrepTool(IgnoreRules rules) {
    this.rules = rules;
  }

  /** The parameters; an absent text is empty, an absent number 0. */
  public record Input(
      @Doc("regular expression, (?i) ignores case") String pattern,
      @Doc("file or folder, default .") @MayBeAbsent String path,
      @Doc("only files like *.py") @MayBeAbsent String glob,
      @Doc("lines around a match") @MayBeAbsent int context,
      @Doc("matches to show, default 80") @MayBeAbsent int max) {
    public Input {
      path = path == null ? "" : path;
      glob = glob == null ? "" : glob;
    }
  }

  @Override
  public ToolDeclaration<Input> declaration() {
    return DECLARATION;
  }

  @Override
  public Prepared prepare(Input input, ToolContext context) {
    if (input.pattern.isEmpty()) {
      return new Refusal(
          RefusalCode.INVALID, "The pattern is empty; to list files use " + ToolNames.GLOB + ".");
    }
    if (input.pattern.length() > LONGEST_PATTERN) {
      return new Refusal(
          RefusalCode.TOO_LARGE,
          "The pattern is longer than 10,000 characters. Search for a part of it.");
    }
    if (input.context < 0 || input.max < 0) {
      return new Refusal(RefusalCode.INVALID, "context and max cannot be negative.");
    }
    Pattern pattern;
    String note = "";
    try {
      pattern = Pattern.compile(withoutPosixClasses(input.pattern));
    } catch (PatternSyntaxException e) {
      pattern = Pattern.compile(input.pattern, Pattern.LITERAL);
      note = "[not a regular expression, so searched for as it stands]\n";
    } catch (StackOverflowError e) {
      return new Refusal(RefusalCode.INVALID, "The pattern has too many groups inside of groups.");
    }
    GrepSearch.Query query;
    try {
      query =
          new GrepSearch.Query(
              pattern,
              NamePattern.compile(input.glob.isBlank() ? "**" : input.glob, true),
              Math.min(input.context, MOST_CONTEXT),
              input.max == 0 ? USUAL : FoundLines.HitRoom.of(input.max),
              note);
    } catch (IllegalArgumentException e) {
      return new Refusal(RefusalCode.INVALID, String.valueOf(e.getMessage()));
    }
    Workspace workspace = context.batch().workspace();
    Overlay overlay = new Overlay(context.batch());
    return Reads.at(
        context,
        Reads.orRoot(input.path),
        start ->
            new Invocation.Reading(
                ToolNames.GREP
                    + " "
                    + ControlChars.neutraliseLine(input.pattern)
                    + (start.relative().equals(".") ? "" : " in " + start),
                List.of(new Effect.Read(start.relative())),
                details(input),
                () -> search(workspace, overlay, start, query)));
  }

  private static List<String> details(Input input) {
    List<String> details = new ArrayList<>();
    details.add("searches for: " + input.pattern);
    if (!input.glob.isBlank()) {
      details.add("in files: " + input.glob);
    }
    if (input.context > 0) {
      details.add("lines around a match: " + Math.min(input.context, MOST_CONTEXT));
    }
    if (input.max > 0) {
      details.add("matches to show: " + input.max);
    }
    return details;
  }

  private static String withoutPosixClasses(String pattern) {
    return POSIX_CLASS
        .matcher(pattern)
        .replaceAll(
            found -> {
              String name = found.group(1).replace("xd", "XD");
              return "\\\\p{"
                  + name.substring(0, 1).toUpperCase(Locale.ROOT)
                  + name.substring(1)
                  + "}";
            });
  }

  private ToolOutput search(
      Workspace workspace, Overlay overlay, WorkspacePath start, GrepSearch.Query query) {
    PathKind kind = workspace.look(start);
    if (kind == PathKind.NOTHING && overlay.made(workspace, start).isEmpty()) {
      return ToolOutput.failed(new MissingPath(rules).start(workspace, start));
    }
    return kind == PathKind.SPECIAL
        ? ToolOutput.failed(start + " is neither a file nor a folder.")
        : new GrepSearch(workspace, overlay, start, query).run(new FileTree(workspace, rules));
  }
}
