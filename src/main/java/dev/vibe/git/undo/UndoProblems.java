package dev.vibe.git.undo;

import dev.vibe.file.IoReason;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.text.QuotedName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Problems of an undo, a redo or a revert, in words for people. */
final class UndoProblems {

  private static final String NOT_REVERTED =
      "cannot revert the commits of the run; nothing was changed";

  private UndoProblems() {}

  static Problem nothingToUndo(UndoPlan.Direction direction, Path folder) {
    boolean undo = direction == UndoPlan.Direction.UNDO;
    return new Problem(
        ProblemCode.NOTHING_TO_UNDO,
        undo ? "nothing to undo" : "nothing to redo",
        undo
            ? "no session has changed anything in "
                + QuotedName.of(folder.toString())
                + " that still stands"
            : "no undo in " + QuotedName.of(folder.toString()) + " can be taken back",
        "vibe undo --list shows what there is; -C names another folder");
  }

  static Problem undoFailed(IOException e) {
    return new Problem(
        ProblemCode.UNDO_FAILED,
        "cannot read or write checkpoints",
        IoReason.naming(e),
        "make room and look at the repository with git fsck, then do it again");
  }

  static Problem changedMeanwhile(String path) {
    return new Problem(
        ProblemCode.STALE,
        "cannot restore " + QuotedName.of(path),
        "it was changed meanwhile",
        "vibe undo again");
  }

  static Problem commitsStay(String why) {
    return new Problem(
        ProblemCode.COMMITS_STAY,
        "the files are restored, but the commits of the run stay",
        why,
        "git revert or git reset --soft by hand");
  }

  static Problem notInBranch(String commit) {
    return new Problem(
        ProblemCode.REVERT_FAILED,
        NOT_REVERTED,
        "the branch that is checked out does not hold " + commit,
        "check out the branch of the run, or undo without --revert");
  }

  static Problem revertConflict(Collection<String> paths, List<String> commits) {
    return new Problem(
        ProblemCode.REVERT_CONFLICT,
        NOT_REVERTED,
        "later commits changed the same lines of "
            + paths.stream().map(QuotedName::of).collect(Collectors.joining(", ")),
        "git revert " + String.join(" ", commits) + ", which lets you merge them by hand");
  }

  static Problem notRevertible(String why) {
    return new Problem(
        ProblemCode.REVERT_FAILED,
        NOT_REVERTED,
        why,
        "undo without --revert, or git revert by hand");
  }
}
