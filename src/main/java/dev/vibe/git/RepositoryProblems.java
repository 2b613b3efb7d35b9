package dev.vibe.git;

import dev.vibe.git.store.GitProblems;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.text.ControlChars;
import dev.vibe.text.QuotedName;
import java.nio.file.Path;

/** Problems of a folder without a usable repository, in words for people. */
final class RepositoryProblems {

  private RepositoryProblems() {}

  private static String shown(Path path) {
    return QuotedName.of(path.toString());
  }

  static Problem noRepository(Path folder) {
    return new Problem(
        ProblemCode.NO_REPOSITORY,
        GitProblems.NOT_COMMITTED,
        shown(folder) + " is in no Git repository",
        "git init, or go on without commits");
  }

  static Problem bare(Path gitDir) {
    return new Problem(
        ProblemCode.BARE_REPOSITORY,
        GitProblems.NOT_COMMITTED,
        shown(gitDir) + " is a repository without a work tree",
        "work in a clone of it");
  }

  static Problem broken(Path dotGit, String why) {
    return new Problem(
        ProblemCode.REPOSITORY_BROKEN,
        GitProblems.NOT_COMMITTED,
        shown(dotGit) + " leads to no repository: " + ControlChars.neutraliseLine(why),
        "git worktree repair, or git submodule update --init");
  }

  static Problem endless(Path file) {
    return new Problem(
        ProblemCode.REPOSITORY_BROKEN,
        GitProblems.NOT_COMMITTED,
        shown(file) + " is a pipe or a device, on which Git would wait for ever",
        "remove it");
  }

  static Problem foreign(Path worktree) {
    return new Problem(
        ProblemCode.REPOSITORY_NOT_YOURS,
        GitProblems.NOT_COMMITTED,
        "the repository in " + shown(worktree) + " belongs to another user",
        "if you trust it: git config --global --add safe.directory " + shown(worktree));
  }

  /** Of what would keep a commit from being made. */
  static Problem nothingToCompare(Problem reason) {
    return new Problem(
        reason.code(), "there is no commit to compare with", reason.cause(), reason.remedy());
  }

  static Problem unreadable(Path worktree, String why) {
    return new Problem(
        ProblemCode.GIT_UNREADABLE,
        "cannot read the state of the repository in " + shown(worktree),
        ControlChars.neutraliseLine(why),
        "git status and git fsck show what is wrong");
  }
}
