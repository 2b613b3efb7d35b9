package dev.vibe.task.batch;

import java.time.Duration;

/**
 * Limits on all tasks of a batch together; zero is none.
 *
 * @param turns replies of models
 * @param tokens in and out
 * @param time from when the batch began
 */
public record BatchLimits(int turns, long tokens, double costUsd, Duration time) {

  /** Which of them, time aside, is reached; empty when none is. */
  String reached(Spent spent) {
    if (turns > 0 && spent.turns() >= turns) {
      return turns + " turns";
    }
    if (tokens > 0 && spent.tokens() >= tokens) {
      return tokens + " tokens";
    }
    return costUsd > 0 && spent.costUsd() >= costUsd ? "$" + costUsd : "";
  }

  /** What was used up. */
  public record Spent(int turns, long tokens, double costUsd) {

    Spent plus(Spent other) {
      return new Spent(turns + other.turns, tokens + other.tokens, costUsd + other.costUsd);
    }
  }
}
