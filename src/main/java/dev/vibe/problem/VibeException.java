package dev.vibe.problem;

import java.util.Objects;

/**
 * Exception that carries a {@link Problem} and the exit code it ends a run with, where a return
 * value cannot.
 */
public final class VibeException extends RuntimeException {

  private final transient Problem problem;
  private final ExitCode exitCode;

  public VibeException(ExitCode exitCode, Problem problem) {
    super(problem.what());
    this.problem = Objects.requireNonNull(problem);
    this.exitCode = exitCode;
  }

  public VibeException(ExitCode exitCode, Problem problem, Throwable cause) {
    super(problem.what(), cause);
    this.problem = Objects.requireNonNull(problem);
    this.exitCode = exitCode;
  }

  public Problem problem() {
    return problem;
  }

  public ExitCode exitCode() {
    return exitCode;
  }
}
