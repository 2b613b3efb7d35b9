package dev.vibe.provider;

import dev.vibe.model.Price;
import dev.vibe.model.Vision;

/**
 * Capabilities of a model, as far as they are known.
 *
 * @param contextTokens the context window; 0 when unknown
 * @param price USD per million tokens
 * @param vision whether it can be shown images
 * @param slots how many requests its server works on side by side; 0 when unknown
 */
public record Capabilities(int contextTokens, Price price, Vision vision, int slots) {

  /** Of a server that does not say how many requests it takes. */
  public Capabilities(int contextTokens, Price price, Vision vision) {
    this(contextTokens, price, vision, 0);
  }

  public static final Capabilities UNKNOWN = new Capabilities(0, Price.UNKNOWN);

  public Capabilities(int contextTokens, Price price) {
    this(contextTokens, price, Vision.UNKNOWN);
  }

  public Capabilities withContext(int tokens) {
    return new Capabilities(tokens, price, vision, slots);
  }

  public Capabilities withVision(Vision value) {
    return new Capabilities(contextTokens, price, value, slots);
  }

  public Capabilities withSlots(int count) {
    return new Capabilities(contextTokens, price, vision, count);
  }
}
