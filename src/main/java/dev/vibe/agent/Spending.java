package dev.vibe.agent;

import dev.vibe.conversation.Usage;
import dev.vibe.model.Price;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import java.util.Locale;
import java.util.Optional;

/** Sum of what a run has used so far. Immutable. */
record Spending(int turns, Usage usage, double costUsd) {

  static final Spending NOTHING = new Spending(0, Usage.NONE, 0);

  /** So often a run that nothing limits is told of, in replies. */
  private static final int TOLD_EVERY = 50;

  /** What it has come to, each time that a run without a limit has had so many replies more. */
  Optional<Problem> unlimited() {
    if (turns == 0 || turns % TOLD_EVERY != 0) {
      return Optional.empty();
    }
    String cost = costUsd > 0 ? String.format(Locale.ROOT, ", %.2f USD", costUsd) : "";
    return Optional.of(
        new Problem(
            ProblemCode.NO_LIMIT,
            String.format(
                Locale.ROOT,
                "%d replies so far, %,d tokens in, %,d out%s",
                turns,
                usage.inputTokens(),
                usage.outputTokens(),
                cost),
            "no limit ends this run",
            "--max-turns, --max-tokens, --max-cost and --timeout set one"));
  }

  /** With a request that is no turn of the run, such as one for a summary. */
  Spending plusAside(Usage reply, Price price) {
    return new Spending(turns, usage.plus(reply), costUsd + price.of(reply));
  }

  /** With what subagents have used. */
  Spending plus(Spending other) {
    return new Spending(turns + other.turns, usage.plus(other.usage), costUsd + other.costUsd);
  }

  Spending plus(Usage reply, Price price) {
    return new Spending(turns + 1, usage.plus(reply), costUsd + price.of(reply));
  }
}
