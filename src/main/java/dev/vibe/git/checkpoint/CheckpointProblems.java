package dev.vibe.git.checkpoint;

import dev.vibe.file.IoReason;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import java.io.IOException;

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

  static Problem cutOff(CheckpointRecord record) {
    return new Problem(
        ProblemCode.CUT_OFF,
        "an earlier run was cut off while a command ran, so nobody knows how far it came: "
            + record.title(),
        "the process of session " + record.id().session() + " ended without a word",
        "look at the files; vibe undo --session " + record.id().session() + " lists what changed");
  }
}
