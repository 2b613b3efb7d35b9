package dev.vibe.doctor;

import java.time.Duration;

/**
 * Limits of the check of an endpoint: a slow server, or a model that writes without end, must not
 * hold it.
 *
 * @param whole all questions together
 * @param firstQuestion for which a server may have to load its model
 * @param question each of the others
 */
record ProbeLimits(Duration whole, Duration firstQuestion, Duration question) {

  static final ProbeLimits USUAL =
      new ProbeLimits(Duration.ofMinutes(2), Duration.ofSeconds(60), Duration.ofSeconds(30));
}
