package dev.vibe.provider;

/**
 * What is known of a model.
 *
 * @param contextTokens the context window; 0 when unknown
 * @param price USD per million tokens
 */
public record Capabilities(int contextTokens, Price price, Vision sight) {

  public static final Capabilities UNKNOWN = new Capabilities(0, Price.UNKNOWN);

  public Capabilities(int contextTokens, Price price) {
    this(contextTokens, price, Vision.UNKNOWN);
  }

  /** Whether it can be shown images. */
  public enum Vision {
    SEES,
    BLIND,
    /** It was made to see, but its server may have been started without that. */
    MADE_TO_SEE,
    UNKNOWN;

    /** What is not known to see is shown nothing: many servers fail at an image. */
    public boolean sees() {
      return this == SEES || this == MADE_TO_SEE;
    }

    /** Whether the server has, or would have, the last word. */
    public boolean isOpen() {
      return this == MADE_TO_SEE || this == UNKNOWN;
    }
  }

  public Capabilities withContext(int tokens) {
    return new Capabilities(tokens, price, sight);
  }

  public Capabilities withSight(Vision value) {
    return new Capabilities(contextTokens, price, value);
  }

  /** USD per million tokens; all 0 when unknown or free. */
  public record Price(double input, double output, double cachedInput) {
    public static final Price UNKNOWN = new Price(0, 0, 0);

    public double of(dev.vibe.conversation.Usage usage) {
      long fresh = Math.max(0, usage.inputTokens() - usage.cachedTokens());
      return (fresh * input + usage.cachedTokens() * cachedInput + usage.outputTokens() * output)
          / 1e6;
    }
  }
}
