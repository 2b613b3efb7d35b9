package dev.vibe.provider;

import dev.vibe.model.Price;
import dev.vibe.model.Vision;

/**
 * Capabilities of a model, as far as they are known.
 *
 * @param contextTokens the context window; 0 when unknown
 * @param price USD per million tokens
 * @param vision whether it can be shown images
 */
public record Capabilities(int contextTokens, Price price, Vision vision) {

  public static final Capabilities UNKNOWN = new Capabilities(0, Price.UNKNOWN);

  public Capabilities(int contextTokens, Price price) {
    this(contextTokens, price, Vision.UNKNOWN);
  }

  public Capabilities withContext(int tokens) {
    return new Capabilities(tokens, price, vision);
  }

  public Capabilities withVision(Vision value) {
    return new Capabilities(contextTokens, price, value);
  }
}
