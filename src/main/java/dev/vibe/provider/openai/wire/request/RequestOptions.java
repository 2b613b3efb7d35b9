package dev.vibe.provider.openai.wire.request;

/**
 * Options of a request: what it says besides the conversation.
 *
 * @param model the id as the server knows it
 * @param temperature not a number leaves it to the server
 * @param maxOutputTokens 0 leaves the limit to the server
 * @param mostImages how many images are shown, the newest; 0 to a model that does not see
 * @param cacheKey raises the chance of a cache hit on Mistral's API; empty sends none
 */
public record RequestOptions(
    String model, double temperature, int maxOutputTokens, int mostImages, String cacheKey) {}
