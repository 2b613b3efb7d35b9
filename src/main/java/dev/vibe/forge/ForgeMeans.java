package dev.vibe.forge;

import dev.vibe.net.Http;
import dev.vibe.net.RetryPolicy;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Means to reach a forge with, the API as well as the branches.
 *
 * @param gitSettings of Git for proxies and certificates
 * @param direct hosts that Git reaches without a proxy; empty leaves that to the environment
 * @param pause by which time passes between two tries
 */
public record ForgeMeans(
    Http http,
    Map<String, String> gitSettings,
    String direct,
    Clock clock,
    RandomGenerator random,
    Pause pause) {

  /** Some two minutes in all; a forge that wants more is asked another time. */
  static final RetryPolicy RETRIES =
      new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(20), Duration.ofMinutes(2));

  /** Port by which time passes. */
  @FunctionalInterface
  public interface Pause {
    void take(Duration length) throws InterruptedException;
  }

  public ForgeMeans {
    gitSettings = Map.copyOf(gitSettings);
  }
}
