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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Tool that lists files whose path matches a pattern. */
public final class GlobTool implements Tool<GlobTool.Input> {

  private static final ToolDeclaration<Input> DECLARATION =
      new ToolDeclaration<>(
          ToolNames.GLOB, "List files by name pattern.", Input.class, CallKind.READS);

  /** Of one level, which a pattern like {@code /*} asks for. */
  private static final int MOST_FOLDERS = 60;

  private static final Pattern WORD = Pattern.compile("[\\w-]+");

  private final IgnoreRules rules;

  /**
   * Creates the tool.
   *
   * @param rules of the workspace root
   */
  public GlobTool(IgnoreRules rules) {
    this.rules = rules;
  }

  /** The parameters; an absent path is empty. */
  public record Input(
      @Doc("e.g. **/*.py; /*.py for one level") String pattern,
      @Doc("folder, default .") @MayBeAbsent String path) {
    public Input {
      path = path == null ? "" : path;
    }
  }

  @Override
  public ToolDeclaration<Input> declaration() {
    return DECLARATION;
  }

  @Override
  public Prepared prepare(Input input, ToolContext context) {
    Workspace workspace = context.batch().workspace();
    NamePattern pattern;
    try {
      pattern = NamePattern.compile(belowRoot(input.pattern, workspace), false);
    } catch (IllegalArgumentException e) {
      return new Refusal(RefusalCode.INVALID, String.valueOf(e.getMessage()));
    }
    Overlay overlay = new Overlay(context.batch());
    return Reads.at(
        context,
        Reads.orRoot(input.path),
        start ->
            new Invocation.Reading(
                ToolNames.GLOB
                    + " "
                    + ControlChars.neutraliseLine(input.pattern)
                    + (start.relative().equals(".") ? "" : " in " + start),
                List.of(new Effect.Read(start.relative())),
                List.of("lists names like: " + input.pattern),
                () -> list(workspace, overlay, start, pattern, nothing(input.pattern))));
  }

  /** Models like to write patterns with the absolute path of the workspace. */
  private static String belowRoot(String pattern, Workspace workspace) {
    String root = workspace.root().toString();
    return pattern.startsWith(root + "/") ? pattern.substring(root.length()) : pattern;
  }

  /** A plain word is seldom the whole name of a file. */
  private static String nothing(String pattern) {
    return WORD.matcher(pattern).matches()
        ? "No files match. For names that hold it use **/*" + pattern + "*\n"
        : "No files match. Ignored files are only listed when their folder is given as path.\n";
  }

  private ToolOutput list(
      Workspace workspace,
      Overlay overlay,
      WorkspacePath start,
      NamePattern pattern,
      String nothing) {
    List<FileTree.Entry> made = overlay.made(workspace, start);
    PathKind kind = workspace.look(start);
    if (kind == PathKind.NOTHING && made.isEmpty()) {
      return ToolOutput.failed(new MissingPath(rules).start(workspace, start));
    }
    if (kind == PathKind.SPECIAL) {
      return ToolOutput.failed(start + " is neither a file nor a folder.");
    }
    FileList list = new FileList();
    FileTree tree = new FileTree(workspace, rules);
    NamePattern meant = pattern.meantIn(tree, start);
    Set<String> folders = new TreeSet<>();
    FileTree.Walk files = meant.walk(tree, start, folder -> folders.add(folder + "/\n"));
    while (files.hasNext() && !Thread.currentThread().isInterrupted()) {
      FileTree.Entry file = files.next();
      if (meant.matches(start, file) && !overlay.isGone(file.path())) {
        list.add(file);
      }
    }
    made.stream().filter(file -> meant.matches(start, file)).forEach(list::add);
    if (list.isEmpty() && folders.isEmpty()) {
      return ToolOutput.ok(nothing + Reads.leftOut(files)).with(list.count());
    }
    StringBuilder out = new StringBuilder();
    folders.stream().limit(MOST_FOLDERS).forEach(out::append);
    if (folders.size() > MOST_FOLDERS) {
      out.append('[').append(folders.size() - MOST_FOLDERS).append(" more folders]\n");
    }
    out.append(list.text());
    if (files.isCut()) {
      out.append("[the workspace is too large to list; some files were not looked at]\n");
    }
    out.append(Reads.leftOut(files));
    return ToolOutput.ok(out.toString()).with(list.count()).leaving(rest(folders, list));
  }

  private static Optional<ToolOutput.Rest> rest(Set<String> folders, FileList list) {
    if (folders.size() <= MOST_FOLDERS) {
      return list.rest();
    }
    RestLines all = new RestLines("folders");
    folders.forEach(folder -> all.add(folder.strip()));
    return all.where(true);
  }
}
