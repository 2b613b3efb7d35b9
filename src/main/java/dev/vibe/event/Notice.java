package dev.vibe.event;

import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;

/**
 * Notice of something that the user should know and that does not end the run. The kinds are those
 * that somebody treats in a way of their own; the code decides which one a problem is, so that a
 * log gives back what was raised.
 */
public sealed interface Notice {

  Problem problem();

  /** Another model took over; names both. A retry without a delay comes beside it. */
  record ModelSwitched(Problem problem) implements Notice {
    public ModelSwitched {
      require(problem, ProblemCode.MODEL_SWITCHED);
    }
  }

  /** A request did not continue the one before; for those who look into what a server caches. */
  record PrefixBreak(Problem problem) implements Notice {
    public PrefixBreak {
      require(problem, ProblemCode.PREFIX_BREAK);
    }
  }

  /** A commit had to leave a file out that the run changed. */
  record NotCommitted(Problem problem) implements Notice {
    public NotCommitted {
      require(problem, ProblemCode.NOT_COMMITTED);
    }
  }

  /** The window fills; screens that show how full it is need not say it once more. */
  record ContextFills(Problem problem) implements Notice {
    public ContextFills {
      require(problem, ProblemCode.CONTEXT_FILLS);
    }
  }

  /** Any other. */
  record Plain(Problem problem) implements Notice {}

  static Notice of(Problem problem) {
    ProblemCode code = problem.code();
    if (code == ProblemCode.MODEL_SWITCHED) {
      return new ModelSwitched(problem);
    }
    if (code == ProblemCode.PREFIX_BREAK) {
      return new PrefixBreak(problem);
    }
    if (code == ProblemCode.NOT_COMMITTED) {
      return new NotCommitted(problem);
    }
    if (code == ProblemCode.CONTEXT_FILLS) {
      return new ContextFills(problem);
    }
    return new Plain(problem);
  }

  private static void require(Problem problem, ProblemCode code) {
    if (problem.code() != code) {
      throw new IllegalArgumentException(problem.code() + " is not " + code);
    }
  }
}
