package dev.vibe.agent;

import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;

/** Reason why a run ends before the model is done. */
public record Stop(ExitCode exitCode, Problem problem) {

  private static final String GO_ON = "look at git diff for what was done, and run it again";

  /** The stop that somebody outside asked for. */
  public static Stop requested(ExitCode as) {
    Problem problem =
        switch (as) {
          case TIMEOUT ->
              new Problem(
                  ProblemCode.TIMEOUT,
                  "the run stopped before the work was done",
                  "the time given by --timeout is used up",
                  "raise --timeout, or give a smaller task");
          case TERMINATED ->
              new Problem(
                  ProblemCode.TERMINATED,
                  "the run was terminated",
                  "a signal asked it to end",
                  GO_ON);
          case DONE,
              FAILED,
              USAGE,
              LIMIT,
              REFUSED,
              UNREACHABLE,
              UNAUTHORIZED,
              UNVERIFIED,
              UNCHANGED,
              INTERRUPTED ->
              new Problem(
                  ProblemCode.INTERRUPTED,
                  "the run was interrupted",
                  "the user asked it to end",
                  GO_ON);
        };
    return new Stop(as, problem);
  }
}
