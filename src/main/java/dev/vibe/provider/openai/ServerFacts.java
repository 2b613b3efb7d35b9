package dev.vibe.provider.openai;

import dev.vibe.model.ServerKind;
import dev.vibe.model.Vision;

/**
 * Facts that a server states of itself.
 *
 * @param version empty when it does not say
 * @param contextTokens that it really offers for the model; 0 when it does not say
 * @param vision whether the model sees images
 * @param slots how many requests it works on side by side; 0 when it does not say
 */
public record ServerFacts(
    ServerKind kind, String version, int contextTokens, Vision vision, int slots) {

  ServerFacts(ServerKind kind, String version, int contextTokens, Vision vision) {
    this(kind, version, contextTokens, vision, 0);
  }

  static final ServerFacts NONE = new ServerFacts(ServerKind.UNKNOWN, "", 0, Vision.UNKNOWN);
}
