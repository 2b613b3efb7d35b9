package dev.vibe.conversation;

/**
 * Usage of tokens by one reply, or by many added up.
 *
 * @param inputTokens all prompt tokens, cached ones included
 * @param cachedTokens those of the prompt that the server had in its cache
 */
public record Usage(long inputTokens, long outputTokens, long cachedTokens) {

  public static final Usage NONE = new Usage(0, 0, 0);

  public Usage plus(Usage other) {
    return new Usage(
        inputTokens + other.inputTokens,
        outputTokens + other.outputTokens,
        cachedTokens + other.cachedTokens);
  }

  public long totalTokens() {
    return inputTokens + outputTokens;
  }
}
