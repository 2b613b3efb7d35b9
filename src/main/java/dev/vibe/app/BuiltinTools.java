package dev.vibe.app;

import dev.vibe.exec.CommandRunner;
import dev.vibe.git.CommitNote;
import dev.vibe.git.GitWorkspace;
import dev.vibe.git.RunChanges;
import dev.vibe.tool.Toolbox;
import dev.vibe.tool.builtin.BashTool;
import dev.vibe.tool.builtin.GitCommitTool;
import dev.vibe.tool.builtin.GlobTool;
import dev.vibe.tool.builtin.GrepTool;
import dev.vibe.tool.builtin.ReadFileTool;
import dev.vibe.tool.builtin.StrReplaceTool;
import dev.vibe.tool.builtin.TodoTool;
import dev.vibe.tool.builtin.WriteFileTool;
import dev.vibe.workspace.IgnoreRules;
import dev.vibe.workspace.Workspace;
import java.util.List;
import java.util.function.Supplier;

/** The tools of a session, in the order in which the model sees them. */
record BuiltinTools(Workspace workspace, GitWorkspace git, CommandRunner commands) {

  Toolbox toolbox(RunChanges changes, Supplier<CommitNote> note) {
    IgnoreRules rules = git.ignoreRules();
    return new Toolbox(
        List.of(
            new ReadFileTool(rules),
            new GlobTool(rules),
            new GrepTool(rules),
            new StrReplaceTool(),
            new WriteFileTool(),
            new BashTool(commands, workspace.root()),
            new GitCommitTool(git, changes, note),
            new TodoTool()));
  }
}
