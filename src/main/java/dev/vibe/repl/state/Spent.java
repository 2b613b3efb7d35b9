package dev.vibe.repl.state;

import dev.vibe.conversation.Usage;

/**
 * Sum of what the session has used.
 *
 * @param before of the runs that have ended
 * @param run of the present run
 * @param contextTokens of the last request with its reply: what the window held
 */
public record Spent(
    Usage before, double costBefore, Usage run, double runCost, long contextTokens) {

  static final Spent NOTHING = new Spent(Usage.NONE, 0, Usage.NONE, 0, 0);

  Spent reported(Usage reply, Usage total, double cost) {
    return new Spent(before, costBefore, total, cost, reply.totalTokens());
  }

  Spent runEnded() {
    return new Spent(before.plus(run), costBefore + runCost, Usage.NONE, 0, contextTokens);
  }

  /** The conversation has become smaller. */
  Spent compacted(long tokens) {
    return new Spent(before, costBefore, run, runCost, tokens);
  }

  /** What was used outside of a run, which fills no window. */
  Spent plus(Usage usage, double cost) {
    return new Spent(before.plus(usage), costBefore + cost, run, runCost, contextTokens);
  }

  Usage total() {
    return before.plus(run);
  }

  public double costUsd() {
    return costBefore + runCost;
  }
}
