package dev.vibe.git.store;

import dev.vibe.git.checkpoint.CheckpointRecord;
import dev.vibe.git.config.OngoingWork;
import dev.vibe.git.undo.UndoPlan;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.workspace.WorkspacePath;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** What can be wrong with a repository, in words for people. */
public final class GitProblems {

  private static final String NOT_REVERTED =
      "cannot revert the commits of the run; nothing was changed";

  private static final String NOT_COMMITTED = "cannot commit";

  /** More names than this help nobody. */
  private static final int MOST_NAMED = 20;

  private GitProblems() {}

  public static Problem noRepository(Path folder) {
    return new Problem(
        ProblemCode.NO_REPOSITORY,
        NOT_COMMITTED,
        folder + " is in no Git repository",
        "git init, or go on without commits");
  }

  public static Problem bare(Path gitDir) {
    return new Problem(
        ProblemCode.BARE_REPOSITORY,
        NOT_COMMITTED,
        gitDir + " is a repository without a work tree",
        "work in a clone of it");
  }

  public static Problem broken(Path dotGit, String why) {
    return new Problem(
        ProblemCode.REPOSITORY_BROKEN,
        NOT_COMMITTED,
        dotGit + " leads to no repository: " + why,
        "git worktree repair, or git submodule update --init");
  }

  public static Problem foreign(Path worktree) {
    return new Problem(
        ProblemCode.REPOSITORY_NOT_YOURS,
        NOT_COMMITTED,
        "the repository in " + worktree + " belongs to another user",
        "if you trust it: git config --global --add safe.directory " + worktree);
  }

  public static Problem ongoing(OngoingWork work) {
    return new Problem(
        ProblemCode.WORK_IN_PROGRESS,
        NOT_COMMITTED,
        work.title() + " is in progress in this repository",
        "finish it, or abandon it with " + work.abandon());
  }

  public static Problem noIdentity() {
    return new Problem(
        ProblemCode.NO_GIT_IDENTITY,
        NOT_COMMITTED,
        "Git does not know who you are: user.name or user.email is not set",
        "git config --global user.name \"Your Name\"   and"
            + "   git config --global user.email you@example.com");
  }

  public static Problem badDate(String variable, String value) {
    return new Problem(
        ProblemCode.BAD_GIT_DATE,
        NOT_COMMITTED,
        variable + " is not a date: " + value,
        "give it as 2026-01-31T12:00:00+01:00, or unset it");
  }

  public static Problem noMessage() {
    return new Problem(
        ProblemCode.NO_COMMIT_MESSAGE,
        NOT_COMMITTED,
        "the message is empty",
        "say what changed and why");
  }

  public static Problem unknownFiles(List<String> named, List<WorkspacePath> changed) {
    String some =
        changed.stream()
            .map(WorkspacePath::relative)
            .limit(MOST_NAMED)
            .collect(Collectors.joining(", "));
    return new Problem(
        ProblemCode.NOT_CHANGED_BY_RUN,
        NOT_COMMITTED,
        "this run did not change " + String.join(", ", named),
        "name only files that it changed: " + (some.isEmpty() ? "none" : some));
  }

  public static Problem locked(Path lock, Duration waited) {
    return new Problem(
        ProblemCode.GIT_LOCKED,
        NOT_COMMITTED,
        "another program holds " + lock + " (waited " + waited.toMillis() + " ms)",
        lockRemedy(lock));
  }

  static Problem lockLeft(Path lock, long minutes) {
    return new Problem(
        ProblemCode.GIT_LOCKED,
        "nothing can be committed here as long as a lock is in the way",
        "%s has been there for %d min; a program that was killed may have left it"
            .formatted(lock, minutes),
        lockRemedy(lock));
  }

  private static String lockRemedy(Path lock) {
    return "wait for it to end; if pgrep -a git lists no git at work here, also none that waits for"
        + " an editor, and no other vibe commits: rm '"
        + lock
        + "'";
  }

  public static Problem moved() {
    return new Problem(
        ProblemCode.HEAD_MOVED,
        NOT_COMMITTED,
        "another program committed, staged or switched branches at the same moment, or holds a"
            + " lock",
        "nothing was changed; try again, and if that does not help look for *.lock files in .git");
  }

  public static Problem needsGit(String reason) {
    return new Problem(
        ProblemCode.NEEDS_GIT,
        NOT_COMMITTED,
        reason + ", which takes an installed git",
        "install git and see that it is on the PATH");
  }

  public static Problem noCheckpoint(Exception e) {
    return new Problem(
        ProblemCode.NO_CHECKPOINT,
        "cannot record a checkpoint; what is changed now cannot be undone by vibe",
        e instanceof IOException io ? said(io) : String.valueOf(e),
        "make room or allow writing in .git, and look at it with git fsck");
  }

  public static Problem cutOff(CheckpointRecord record) {
    return new Problem(
        ProblemCode.CUT_OFF,
        "an earlier run was cut off while a command ran, so nobody knows how far it came: "
            + record.title(),
        "the process of session " + record.id().session() + " ended without a word",
        "look at the files; vibe undo --session " + record.id().session() + " lists what changed");
  }

  public static Problem nothingToUndo(UndoPlan.Direction direction, Path folder) {
    boolean undo = direction == UndoPlan.Direction.UNDO;
    return new Problem(
        ProblemCode.NOTHING_TO_UNDO,
        undo ? "nothing to undo" : "nothing to redo",
        undo
            ? "no session has changed anything in " + folder + " that still stands"
            : "no undo in " + folder + " can be taken back",
        "vibe undo --list shows what there is; -C names another folder");
  }

  public static Problem undoFailed(IOException e) {
    return new Problem(
        ProblemCode.UNDO_FAILED,
        "cannot read or write checkpoints",
        said(e),
        "make room and look at the repository with git fsck, then do it again");
  }

  public static Problem changedMeanwhile(String path) {
    return new Problem(
        ProblemCode.STALE, "cannot restore " + path, "it was changed meanwhile", "vibe undo again");
  }

  public static Problem commitsStay(String why) {
    return new Problem(
        ProblemCode.COMMITS_STAY,
        "the files are restored, but the commits of the run stay",
        why,
        "git revert or git reset --soft by hand");
  }

  public static Problem notInBranch(String commit) {
    return new Problem(
        ProblemCode.REVERT_FAILED,
        NOT_REVERTED,
        "the branch that is checked out does not hold " + commit,
        "check out the branch of the run, or undo without --revert");
  }

  public static Problem revertConflict(Collection<String> paths, List<String> commits) {
    return new Problem(
        ProblemCode.REVERT_CONFLICT,
        NOT_REVERTED,
        "later commits changed the same lines of " + String.join(", ", paths),
        "git revert " + String.join(" ", commits) + ", which lets you merge them by hand");
  }

  public static Problem notRevertible(String why) {
    return new Problem(
        ProblemCode.REVERT_FAILED,
        NOT_REVERTED,
        why,
        "undo without --revert, or git revert by hand");
  }

  public static Problem failed(Path gitDir, IOException e) {
    String why = said(e);
    return new Problem(
        ProblemCode.GIT_FAILED,
        NOT_COMMITTED,
        why.contains(gitDir.toString()) ? why : gitDir + ": " + why,
        why.contains("No space left")
            ? "free some space, then commit again"
            : "git status and git fsck show what is wrong");
  }

  public static Problem unreadable(Path worktree, String why) {
    return new Problem(
        ProblemCode.GIT_UNREADABLE,
        "cannot read the state of the repository in " + worktree,
        why,
        "git status and git fsck show what is wrong");
  }

  /** Some exceptions of the JDK say nothing but a path. */
  public static String said(IOException e) {
    return e instanceof FileSystemException file && file.getReason() == null
        ? e.getClass().getSimpleName().replaceFirst("Exception$", "") + ": " + file.getFile()
        : String.valueOf(e.getMessage());
  }

  public static VibeException thrown(Problem problem) {
    return new VibeException(ExitCode.FAILED, problem);
  }
}
