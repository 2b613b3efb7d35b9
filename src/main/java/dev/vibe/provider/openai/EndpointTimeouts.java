package dev.vibe.provider.openai;

import java.time.Duration;

/**
 * Timeouts of an endpoint: how long it may be silent.
 *
 * @param firstByte from the connection to the first event: a local model reads a long prompt for
 *     minutes before it says anything
 * @param betweenBytes after that; comments count as life
 * @param listing for the whole list of models
 */
public record EndpointTimeouts(Duration firstByte, Duration betweenBytes, Duration listing) {

  public static final EndpointTimeouts DEFAULT =
      new EndpointTimeouts(Duration.ofMinutes(10), Duration.ofMinutes(2), Duration.ofSeconds(10));
}
