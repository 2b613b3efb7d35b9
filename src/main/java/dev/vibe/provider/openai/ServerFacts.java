package dev.vibe.provider.openai;

import dev.vibe.provider.Capabilities.Vision;

/**
 * What a server says of itself.
 *
 * @param version empty when it does not say
 * @param contextTokens that it really offers for the model; 0 when it does not say
 * @param sight whether the model sees images
 */
public record ServerFacts(ServerKind software, String version, int contextTokens, Vision sight) {

  static final ServerFacts NONE = new ServerFacts(ServerKind.UNKNOWN, "", 0, Vision.UNKNOWN);
}
