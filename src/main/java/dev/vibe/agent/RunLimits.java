package dev.vibe.agent;

import dev.vibe.event.RunResult;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import java.util.Locale;
import java.util.Optional;

/**
 * Limits of what a run may spend; checked before each request, so a reply that is under way is
 * finished.
 *
 * @param maxTurns model replies
 * @param maxTokens input and output tokens of the whole run
 * @param maxCostUsd never reached by a model whose price is not known
 * @param before what earlier runs of the same work spent, which counts as well
 */
public record RunLimits(int maxTurns, long maxTokens, double maxCostUsd, Used before) {

  /** What runs have spent, in model replies, tokens of input and output, and dollars. */
  public record Used(int turns, long tokens, double costUsd) {

    public static final Used NOTHING = new Used(0, 0, 0);

    /** With a run that ended. */
    public Used plus(RunResult run) {
      return new Used(
          turns + run.turns(), tokens + run.usage().totalTokens(), costUsd + run.costUsd());
    }
  }

  /** For one run alone. */
  public RunLimits(int maxTurns, long maxTokens, double maxCostUsd) {
    this(maxTurns, maxTokens, maxCostUsd, Used.NOTHING);
  }

  public static final RunLimits NONE =
      new RunLimits(Integer.MAX_VALUE, Long.MAX_VALUE, Double.POSITIVE_INFINITY);

  /** The same for a run that goes on with the work of others. */
  public RunLimits after(Used earlier) {
    return equals(NONE) ? this : new RunLimits(maxTurns, maxTokens, maxCostUsd, earlier);
  }

  /** The limit that was reached, as the way the run has to end. */
  Optional<Stop> reached(Spending spent) {
    if (before.turns() + spent.turns() >= maxTurns) {
      return Optional.of(stop(ProblemCode.LIMIT_TURNS, maxTurns + " model replies", "--max-turns"));
    }
    if (before.tokens() + spent.usage().totalTokens() >= maxTokens) {
      return Optional.of(stop(ProblemCode.LIMIT_TOKENS, maxTokens + " tokens", "--max-tokens"));
    }
    if (before.costUsd() + spent.costUsd() >= maxCostUsd) {
      return Optional.of(
          stop(
              ProblemCode.LIMIT_COST,
              String.format(Locale.ROOT, "%.4f USD", maxCostUsd),
              "--max-cost"));
    }
    return Optional.empty();
  }

  private static Stop stop(ProblemCode code, String limit, String flag) {
    return new Stop(
        ExitCode.LIMIT,
        new Problem(
            code,
            "the run stopped before the work was done",
            "the limit of " + limit + " is used up",
            "raise " + flag + ", or give a smaller task"));
  }
}
