package dev.vibe.git.checkpoint;

import dev.vibe.file.IoReason;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.text.Figures;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Problems with recording checkpoints, in words for people. */
final class CheckpointProblems {

  private CheckpointProblems() {}

  static Problem noCheckpoint(Exception e) {
    return new Problem(
        ProblemCode.NO_CHECKPOINT,
        "cannot record a checkpoint; what is changed now cannot be undone by vibe",
        e instanceof IOException io ? IoReason.naming(io) : String.valueOf(e),
        "make room or allow writing in .git, and look at it with git fsck");
  }

  /** Of a folder that is too large to be recorded while somebody waits. */
  static Problem inPart(int files, int folders) {
    String missed =
        Stream.of(
                files > 0 ? Figures.count(files, "file") : "",
                folders > 0 ? Figures.count(folders, "folder") : "")
            .filter(each -> !each.isEmpty())
            .collect(Collectors.joining(" and "));
    return new Problem(
        ProblemCode.UNDO_IN_PART,
        "undo does not cover what commands change in " + missed + " of this folder",
        "there is more in it than can be recorded while a command waits; each command records more",
        "work in a smaller folder, or in a Git repository, where what is committed is safe");
  }

  static Problem cutOff(CheckpointRecord record) {
    return new Problem(
        ProblemCode.CUT_OFF,
        "an earlier run was cut off while a command ran, so nobody knows how far it came: "
            + record.title(),
        "the process of session " + record.id().session() + " ended without a word",
        "look at the files; vibe undo --session " + record.id().session() + " lists what changed");
  }
}
