package dev.vibe.provider.openai;

import dev.vibe.provider.Capabilities.Sight;

/**
 * What a server says of itself.
 *
 * @param version empty when it does not say
 * @param contextTokens that it really offers for the model; 0 when it does not say
 * @param sight whether the model sees images
 */
public record ServerFacts(Software software, String version, int contextTokens, Sight sight) {

  static final ServerFacts NONE = new ServerFacts(Software.UNKNOWN, "", 0, Sight.UNKNOWN);
}
