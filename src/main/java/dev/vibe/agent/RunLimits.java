package dev.vibe.agent;

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
 */
public record RunLimits(int maxTurns, long maxTokens, double maxCostUsd) {

  public static final RunLimits NONE =
      new RunLimits(Integer.MAX_VALUE, Long.MAX_VALUE, Double.POSITIVE_INFINITY);

  /** The limit that was reached, as the way the run has to end. */
  Optional<Stop> reached(Spending spent) {
    if (spent.turns() >= maxTurns) {
      return Optional.of(stop(ProblemCode.LIMIT_TURNS, maxTurns + " model replies", "--max-turns"));
    }
    if (spent.usage().totalTokens() >= maxTokens) {
      return Optional.of(stop(ProblemCode.LIMIT_TOKENS, maxTokens + " tokens", "--max-tokens"));
    }
    if (spent.costUsd() >= maxCostUsd) {
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
