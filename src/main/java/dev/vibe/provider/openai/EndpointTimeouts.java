package dev.vibe.provider.openai;

import java.time.Duration;

/**
 * Timeouts of an endpoint: how long it may be silent.
 *
 * @param firstByte from the connection to the first event: a local model reads a long prompt for
 *     minutes before it says anything
 * @param betweenBytes after that; comments count as life
 * @param listing for the whole list of models
 * @param glance silence after which a server that reads a request is asked how far it is
 */
public record EndpointTimeouts(
    Duration firstByte, Duration betweenBytes, Duration listing, Duration glance) {

  private static final Duration GLANCE = Duration.ofSeconds(4);

  /** With the usual silence before a server is asked. */
  public EndpointTimeouts(Duration firstByte, Duration betweenBytes, Duration listing) {
    this(firstByte, betweenBytes, listing, GLANCE);
  }

  public static final EndpointTimeouts DEFAULT =
      new EndpointTimeouts(Duration.ofMinutes(10), Duration.ofMinutes(2), Duration.ofSeconds(10));

  /** A 24B model on a CPU reads a dozen tokens a second: 60,000 of them in less than this. */
  private static final Duration READING_ON_A_CPU = Duration.ofMinutes(90);

  /**
   * Of an endpoint that nothing is configured for: one that is near may be a slow machine, and one
   * that is far away is a service.
   *
   * @throws dev.vibe.problem.VibeException ({@code bad-base-url}, usage) when the base URL is none
   */
  public static EndpointTimeouts usual(String baseUrl) {
    return Endpoint.parse(baseUrl).isNear()
        ? new EndpointTimeouts(READING_ON_A_CPU, DEFAULT.betweenBytes, DEFAULT.listing)
        : DEFAULT;
  }
}
