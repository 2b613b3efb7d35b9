package dev.vibe.provider.openai;

/**
 * What a server says of itself.
 *
 * @param version empty when it does not say
 * @param contextTokens that it really offers for the model; 0 when it does not say
 */
public record ServerFacts(Software software, String version, int contextTokens) {

  static final ServerFacts NONE = new ServerFacts(Software.UNKNOWN, "", 0);
}
