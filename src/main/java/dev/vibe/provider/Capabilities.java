package dev.vibe.provider;

/**
 * What is known of a model.
 *
 * @param contextTokens the context window; 0 when unknown
 * @param price USD per million tokens
 */
public record Capabilities(int contextTokens, Price price) {

  public static final Capabilities UNKNOWN = new Capabilities(0, Price.UNKNOWN);

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
