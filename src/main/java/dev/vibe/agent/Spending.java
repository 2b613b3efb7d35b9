package dev.vibe.agent;

import dev.vibe.conversation.Usage;
import dev.vibe.model.Price;

/** Sum of what a run has used so far. Immutable. */
record Spending(int turns, Usage usage, double costUsd) {

  static final Spending NOTHING = new Spending(0, Usage.NONE, 0);

  Spending plus(Usage reply, Price price) {
    return new Spending(turns + 1, usage.plus(reply), costUsd + price.of(reply));
  }
}
