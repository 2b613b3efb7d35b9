package dev.vibe.provider.openai.wire.request;

import java.util.Map;

/**
 * Options of a request: what it says besides the conversation.
 *
 * @param model the id as the server knows it
 * @param temperature not a number leaves it to the server
 * @param maxOutputTokens 0 leaves the limit to the server
 * @param mostImages how many images are shown, the newest; 0 to a model that does not see
 * @param cacheKey raises the chance of a cache hit on Mistral's API; empty sends none
 * @param fields of the user's own, by name, as JSON has them; a field that is among them is sent as
 *     it is there and is not one that the request can do without
 */
public record RequestOptions(
    String model,
    double temperature,
    int maxOutputTokens,
    int mostImages,
    String cacheKey,
    Map<String, Object> fields) {

  public RequestOptions {
    fields = Map.copyOf(fields);
  }

  /** Without fields of the user's own. */
  public RequestOptions(
      String model, double temperature, int maxOutputTokens, int mostImages, String cacheKey) {
    this(model, temperature, maxOutputTokens, mostImages, cacheKey, Map.of());
  }
}
