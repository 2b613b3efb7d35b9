package dev.vibe.git.worktree;

import dev.vibe.file.IoReason;
import dev.vibe.git.config.GitFolders.Search;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.text.ControlChars;
import dev.vibe.text.QuotedName;
import java.io.IOException;
import java.nio.file.Path;

/** Problems of managed worktrees, in words for people. */
final class WorktreeProblems {

  private static final String NOT_MADE = "cannot make a worktree";

  private WorktreeProblems() {}

  private static String shown(Path path) {
    return QuotedName.of(path.toString());
  }

  static VibeException noRepository(Search search, Path folder) {
    String cause =
        switch (search) {
          case Search.Bare(Path gitDir) -> shown(gitDir) + " has no work tree";
          case Search.Broken(Path dotGit, String why) ->
              shown(dotGit) + " leads to no repository: " + ControlChars.neutraliseLine(why);
          case Search.None none -> shown(folder) + " is in no Git repository";
          case Search.Found found -> shown(folder) + " is in no Git repository";
        };
    return usage(
        new Problem(
            ProblemCode.NO_REPOSITORY, "there are no worktrees here", cause, "vibe -C REPOSITORY"));
  }

  static VibeException foreign(Path worktree) {
    return usage(
        new Problem(
            ProblemCode.REPOSITORY_NOT_YOURS,
            NOT_MADE,
            "the repository in " + shown(worktree) + " belongs to another user",
            "if you trust it: git config --global --add safe.directory " + shown(worktree)));
  }

  static VibeException needsGit() {
    return usage(
        new Problem(
            ProblemCode.NEEDS_GIT,
            NOT_MADE,
            "that takes an installed git",
            "install git and see that it is on the PATH"));
  }

  static VibeException noBase(String base) {
    return usage(
        new Problem(
            ProblemCode.WORKTREE_BASE,
            NOT_MADE,
            base.isEmpty()
                ? "the repository has no commit yet"
                : "there is no commit " + QuotedName.of(base),
            base.isEmpty() ? "git commit first" : "name a branch, a tag or a commit"));
  }

  static VibeException inUse(String name) {
    return usage(
        new Problem(
            ProblemCode.WORKTREE_IN_USE,
            "cannot use the worktree " + name,
            "another vibe is working in it",
            "take another name   or   end that one first"));
  }

  static VibeException unknown(String name) {
    return usage(
        new Problem(
            ProblemCode.WORKTREE_NAME,
            "there is no worktree " + QuotedName.of(name),
            "vibe made none of that name for this repository",
            "vibe worktree list   shows what there is"));
  }

  static VibeException failed(String what, IOException e) {
    return new VibeException(
        ExitCode.FAILED,
        new Problem(
            ProblemCode.WORKTREE_FAILED,
            what,
            ControlChars.neutraliseLine(IoReason.naming(e)),
            "vibe worktree list   shows what there is; git worktree list   what Git knows of"),
        e);
  }

  static Problem submodule(String path, String why) {
    return new Problem(
        ProblemCode.WORKTREE_INCOMPLETE,
        "the submodule " + QuotedName.of(path) + " is empty in the worktree",
        ControlChars.neutraliseLine(why),
        "git submodule update --init there fetches it");
  }

  static Problem notCopied(String what, String why) {
    return new Problem(
        ProblemCode.WORKTREE_INCOMPLETE,
        what + " was not copied into the worktree",
        ControlChars.neutraliseLine(why),
        "copy it by hand if it is needed");
  }

  private static VibeException usage(Problem problem) {
    return new VibeException(ExitCode.USAGE, problem);
  }
}
