package dev.vibe.git.store;

import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.VibeException;
import java.io.IOException;
import java.nio.file.FileSystemException;

/** Problems of every kind of store, in words for people. */
public final class GitProblems {

  private static final String NOT_COMMITTED = "cannot commit";

  private GitProblems() {}

  public static Problem needsGit(String reason) {
    return new Problem(
        "needs-git",
        NOT_COMMITTED,
        reason + ", which takes an installed git",
        "install git and see that it is on the PATH");
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
