package dev.vibe.app.assembly;

import dev.vibe.conversation.ToolNames;
import dev.vibe.exec.CommandRunner;
import dev.vibe.exec.OutputSnapshot;
import dev.vibe.git.GitWorkspace;
import dev.vibe.git.commit.CommitNote;
import dev.vibe.git.commit.CommitTerms;
import dev.vibe.git.commit.RunChanges;
import dev.vibe.tool.Tool;
import dev.vibe.tool.Toolbox;
import dev.vibe.tool.builtin.ApplyPatchTool;
import dev.vibe.tool.builtin.BashTool;
import dev.vibe.tool.builtin.GitCommitTool;
import dev.vibe.tool.builtin.GlobTool;
import dev.vibe.tool.builtin.GrepTool;
import dev.vibe.tool.builtin.InsertTool;
import dev.vibe.tool.builtin.ReadFileTool;
import dev.vibe.tool.builtin.StrReplaceTool;
import dev.vibe.tool.builtin.TodoTool;
import dev.vibe.tool.builtin.WriteFileTool;
import dev.vibe.workspace.IgnoreRules;
import dev.vibe.workspace.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * List of the tools of a session, in the order in which the model sees them.
 *
 * @param watcher hears of the output of commands while they run
 */
public record BuiltinTools(
    Workspace workspace,
    GitWorkspace git,
    CommandRunner commands,
    Consumer<OutputSnapshot> watcher) {

  /** For a session in which nobody watches commands run. */
  public BuiltinTools(Workspace workspace, GitWorkspace git, CommandRunner commands) {
    this(workspace, git, commands, snapshot -> {});
  }

  /** All of them. */
  public Toolbox toolbox(
      RunChanges changes, Supplier<CommitNote> note, CommitTerms terms, List<Tool<?>> more) {
    return toolbox(changes, note, terms, more, name -> true);
  }

  /** Those that are wanted, by their names. */
  public Toolbox toolbox(
      RunChanges changes,
      Supplier<CommitNote> note,
      CommitTerms terms,
      List<Tool<?>> more,
      Predicate<String> isWanted) {
    return toolbox(changes, note, terms, new More(more, List.of()), isWanted);
  }

  /**
   * Tools of a run, behind those of every run.
   *
   * @param unlisted those that are not in the request
   */
  record More(List<Tool<?>> listed, List<Tool<?>> unlisted) {

    More {
      listed = List.copyOf(listed);
      unlisted = List.copyOf(unlisted);
    }
  }

  /**
   * Those that are wanted.
   *
   * @param terms of commits
   * @param isWanted whether the model may have the tool of that name
   */
  Toolbox toolbox(
      RunChanges changes,
      Supplier<CommitNote> note,
      CommitTerms terms,
      More more,
      Predicate<String> isWanted) {
    IgnoreRules rules = git.ignoreRules();
    List<Tool<?>> tools = new ArrayList<>();
    tools.add(new ReadFileTool(rules));
    tools.add(new GlobTool(rules));
    tools.add(new GrepTool(rules));
    tools.add(new StrReplaceTool(rules));
    tools.add(new WriteFileTool(rules));
    tools.add(new BashTool(commands, workspace.root(), git::readingVariables, watcher));
    tools.add(new GitCommitTool(git, changes, note, terms));
    tools.add(new TodoTool());
    tools.addAll(more.listed());
    tools.removeIf(tool -> !isWanted.test(tool.declaration().name()));
    List<Tool<?>> unlisted = new ArrayList<>(more.unlisted());
    unlisted.removeIf(tool -> !isWanted.test(tool.declaration().name()));
    if (isWanted.test(ToolNames.STR_REPLACE)) {
      unlisted.add(new ApplyPatchTool(rules));
      unlisted.add(new InsertTool(rules));
    }
    return new Toolbox(tools, unlisted);
  }
}
