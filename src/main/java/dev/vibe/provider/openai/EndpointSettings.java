package dev.vibe.provider.openai;

import dev.vibe.net.RetryPolicy;
import dev.vibe.provider.Capabilities;
import java.util.Map;

/**
 * An endpoint and the model that is asked there.
 *
 * @param baseUrl with the {@code /v1}; may have a query, which every request then carries
 * @param model the id as the server knows it
 * @param temperature or {@link #SERVER_TEMPERATURE}
 * @param maxOutputTokens 0 leaves the limit to the server
 * @param headers sent with every request, by name
 * @param known of the model, from configuration or the built-in table; what is unknown is learned
 * @param cacheKey the same for all requests of a session; empty for none
 * @param memory what earlier sessions learned of the endpoint
 */
public record EndpointSettings(
    String baseUrl,
    KeySupplier key,
    String model,
    double temperature,
    int maxOutputTokens,
    Map<String, String> headers,
    EndpointTimeouts limits,
    RetryPolicy retry,
    Capabilities known,
    String cacheKey,
    EndpointProfileStore memory) {

  /** The Devstral models are made for this one. */
  public static final double DEFAULT_TEMPERATURE = 0.15;

  /** Leaves the temperature to the server. */
  public static final double SERVER_TEMPERATURE = Double.NaN;

  public EndpointSettings {
    headers = Map.copyOf(headers);
  }

  /** Everything else as usual. */
  public static EndpointSettings of(String baseUrl, KeySupplier key, String model) {
    return new EndpointSettings(
        baseUrl,
        key,
        model,
        DEFAULT_TEMPERATURE,
        0,
        Map.of(),
        EndpointTimeouts.DEFAULT,
        RetryPolicy.DEFAULT,
        Capabilities.UNKNOWN,
        "",
        new EndpointProfileStore.None());
  }

  public EndpointSettings withTemperature(double value) {
    return new EndpointSettings(
        baseUrl,
        key,
        model,
        value,
        maxOutputTokens,
        headers,
        limits,
        retry,
        known,
        cacheKey,
        memory);
  }

  public EndpointSettings withMaxOutputTokens(int value) {
    return new EndpointSettings(
        baseUrl, key, model, temperature, value, headers, limits, retry, known, cacheKey, memory);
  }

  public EndpointSettings withHeaders(Map<String, String> value) {
    return new EndpointSettings(
        baseUrl,
        key,
        model,
        temperature,
        maxOutputTokens,
        value,
        limits,
        retry,
        known,
        cacheKey,
        memory);
  }

  public EndpointSettings withLimits(EndpointTimeouts value) {
    return new EndpointSettings(
        baseUrl,
        key,
        model,
        temperature,
        maxOutputTokens,
        headers,
        value,
        retry,
        known,
        cacheKey,
        memory);
  }

  public EndpointSettings withRetry(RetryPolicy value) {
    return new EndpointSettings(
        baseUrl,
        key,
        model,
        temperature,
        maxOutputTokens,
        headers,
        limits,
        value,
        known,
        cacheKey,
        memory);
  }

  public EndpointSettings withKnown(Capabilities value) {
    return new EndpointSettings(
        baseUrl,
        key,
        model,
        temperature,
        maxOutputTokens,
        headers,
        limits,
        retry,
        value,
        cacheKey,
        memory);
  }

  public EndpointSettings withCacheKey(String value) {
    return new EndpointSettings(
        baseUrl,
        key,
        model,
        temperature,
        maxOutputTokens,
        headers,
        limits,
        retry,
        known,
        value,
        memory);
  }

  public EndpointSettings withMemory(EndpointProfileStore value) {
    return new EndpointSettings(
        baseUrl,
        key,
        model,
        temperature,
        maxOutputTokens,
        headers,
        limits,
        retry,
        known,
        cacheKey,
        value);
  }
}
