package dev.vibe.model;

import dev.vibe.conversation.Usage;

/** Price of a model in USD per million tokens; all 0 when unknown or free. */
public record Price(double input, double output, double cachedInput) {

  public static final Price UNKNOWN = new Price(0, 0, 0);

  public double of(Usage usage) {
    long fresh = Math.max(0, usage.inputTokens() - usage.cachedTokens());
    return (fresh * input + usage.cachedTokens() * cachedInput + usage.outputTokens() * output)
        / 1e6;
  }
}
