package dev.vibe.provider.openai;

import dev.vibe.net.RetryPolicy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Retry policy of a session, with the clock and the dice it needs.
 *
 * @param clock for a server that says until when to wait
 * @param random for the jitter
 */
record Retries(RetryPolicy policy, InstantSource clock, RandomGenerator random) {

  /** How often a request was sent, and how long was waited for that. */
  record Spent(int attempts, Duration waited) {}

  /**
   * What to do after a failure.
   *
   * @param most attempts that are made at all
   * @param retryAfter what the server asks for, as it came; empty when it asks for nothing
   * @param least how long another try is bound to fail; zero when that is not known
   */
  RetryPolicy.Verdict after(Spent spent, int most, String retryAfter, Duration least) {
    return spent.attempts >= most
        ? new RetryPolicy.Verdict.GiveUp(Duration.ZERO)
        : policy.after(
            new RetryPolicy.Failure(
                spent.attempts, spent.waited, retryAfter, least, clock.instant()),
            random);
  }
}
