package dev.vibe.git.store;

import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;

/** Problems of every kind of store, in words for people. */
public final class GitProblems {

  /** Begins each problem for which there is no commit. */
  public static final String NOT_COMMITTED = "cannot commit";

  private GitProblems() {}

  public static Problem needsGit(String reason) {
    return new Problem(
        ProblemCode.NEEDS_GIT,
        NOT_COMMITTED,
        reason + ", which takes an installed git",
        "install git and see that it is on the PATH");
  }

  public static VibeException thrown(Problem problem) {
    return new VibeException(ExitCode.FAILED, problem);
  }
}
