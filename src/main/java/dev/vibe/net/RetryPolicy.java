package dev.vibe.net;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.random.RandomGenerator;

/**
 * Policy on how long to wait before a request is sent again. Pure but for the random generator it
 * is given.
 *
 * @param first the wait before the second attempt; doubles with each further one
 * @param cap the longest single wait of our own choosing
 * @param total when the waits of one request would exceed this together, it is given up; also the
 *     longest wait that a server may ask for
 */
public record RetryPolicy(Duration first, Duration cap, Duration total) {

  /** 1, 2, 4 … 30 seconds, some five minutes in all. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(5));

  /** A failure that may heal. */
  public record Failure(
      int attempt, Duration waitedSoFar, String retryAfter, Duration least, Instant now) {

    /**
     * Describes it.
     *
     * @param attempt which one failed, from 1
     * @param waitedSoFar the waits of this request before
     * @param retryAfter the header as it came: seconds or an HTTP date; empty when there was none
     * @param least how long another try is bound to fail, as far as that is known; zero when it is
     *     not
     */
    public Failure {
      if (attempt < 1) {
        throw new IllegalArgumentException("attempts count from 1");
      }
    }
  }

  /** Verdict on what to do after a failure. */
  public sealed interface Verdict {

    record Wait(Duration delay) implements Verdict {}

    /**
     * It is not worth while.
     *
     * @param asked how long the server wants to be left alone; zero when it does not say
     */
    record GiveUp(Duration asked) implements Verdict {}
  }

  /** Whether a status may heal by itself. */
  public static boolean mayHeal(int status) {
    return switch (status) {
      case 408, 409, 425, 429, 500, 502, 503, 504 -> true;
      default -> status >= 520 && status <= 529;
    };
  }

  public Verdict after(Failure failure, RandomGenerator random) {
    Duration asked = askedFor(failure.retryAfter(), failure.now());
    // A server that asks for no wait again and again would be asked without end.
    boolean ours = asked.isNegative() || (asked.isZero() && failure.attempt() > 1);
    Duration delay =
        ours
            ? longer(backoff(failure.attempt(), random), failure.least().plus(jitter(random)))
            : asked.plus(jitter(random));
    return failure.waitedSoFar().plus(delay).compareTo(total) > 0
        ? new Verdict.GiveUp(longer(asked, Duration.ZERO))
        : new Verdict.Wait(delay);
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  /** Between half of the doubled wait and the whole of it, so that clients do not march in step. */
  private Duration backoff(int attempt, RandomGenerator random) {
    long whole = first.toMillis();
    for (int i = 1; i < attempt && whole < cap.toMillis(); i++) {
      whole *= 2;
    }
    whole = Math.min(whole, cap.toMillis());
    return Duration.ofMillis(whole - (long) (random.nextDouble() * whole / 2));
  }

  /** Up to a tenth of the first wait on top of what the server asks for: never less than that. */
  private Duration jitter(RandomGenerator random) {
    return Duration.ofMillis((long) (random.nextDouble() * first.toMillis() / 10));
  }

  /** What a Retry-After header asks for; negative when there is none that can be read. */
  private static Duration askedFor(String retryAfter, Instant now) {
    String value = retryAfter.strip();
    if (value.isEmpty()) {
      return Duration.ofSeconds(-1);
    }
    if (Character.isDigit(value.charAt(0))) {
      try {
        return Duration.ofMillis((long) (Double.parseDouble(value) * 1000));
      } catch (NumberFormatException e) {
        return Duration.ofSeconds(-1);
      }
    }
    try {
      Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration wait = Duration.between(now, until);
      return wait.isNegative() ? Duration.ZERO : wait;
    } catch (DateTimeException e) {
      return Duration.ofSeconds(-1);
    }
  }
}
