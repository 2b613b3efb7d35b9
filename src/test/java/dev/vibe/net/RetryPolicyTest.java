package dev.vibe.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.testkit.Gen;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class RetryPolicyTest {

  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

  private static RetryPolicy.Verdict after(int attempt, Duration waited, String retryAfter) {
    RandomGenerator noJitter = () -> 0L;
    return RetryPolicy.DEFAULT.after(
        new RetryPolicy.Failure(attempt, waited, retryAfter, Duration.ZERO, NOW), noJitter);
  }

  private static Duration delay(int attempt, String retryAfter) {
    return assertInstanceOf(
            RetryPolicy.Verdict.Wait.class, after(attempt, Duration.ZERO, retryAfter))
        .delay();
  }

  @Test
  void row_1_retry_after_in_seconds_wins_over_backoff() {
    assertEquals(Duration.ofSeconds(17), delay(1, "17"));
    assertEquals(Duration.ofSeconds(17), delay(6, " 17 "));
    assertEquals(Duration.ofMillis(1500), delay(1, "1.5"));
    assertEquals(Duration.ZERO, delay(1, "0"));
  }

  @Test
  void row_1_retry_after_as_a_date_is_the_time_until_then() {
    assertEquals(Duration.ofSeconds(90), delay(1, "Tue, 24 Nov 2026 10:01:30 GMT"));
    assertEquals(Duration.ZERO, delay(1, "Tue, 24 Nov 2026 09:00:00 GMT"));
  }

  @Test
  void row_2_without_retry_after_waits_double_up_to_the_cap() {
    assertEquals(Duration.ofSeconds(1), delay(1, ""));
    assertEquals(Duration.ofSeconds(2), delay(2, ""));
    assertEquals(Duration.ofSeconds(4), delay(3, ""));
    assertEquals(Duration.ofSeconds(30), delay(9, ""));
    assertEquals(Duration.ofSeconds(1), delay(1, "soon"));
  }

  @Test
  void row_2_no_try_comes_before_it_can_succeed() {
    RetryPolicy.Failure usedUp =
        new RetryPolicy.Failure(1, Duration.ZERO, "", Duration.ofSeconds(12), NOW);
    assertEquals(
        new RetryPolicy.Verdict.Wait(Duration.ofSeconds(12)),
        RetryPolicy.DEFAULT.after(usedUp, () -> 0L));
  }

  @Test
  void row_2_it_is_given_up_after_some_five_minutes() {
    assertEquals(
        new RetryPolicy.Verdict.GiveUp(Duration.ZERO), after(12, Duration.ofSeconds(290), ""));
    assertEquals(
        new RetryPolicy.Verdict.GiveUp(Duration.ofHours(1)), after(1, Duration.ZERO, "3600"));
  }

  @Test
  void a_server_that_keeps_asking_for_no_wait_is_not_asked_without_end() {
    assertEquals(Duration.ofSeconds(4), delay(3, "0"));
    assertEquals(Duration.ofSeconds(2), delay(2, "Tue, 24 Nov 2026 09:00:00 GMT"));
  }

  @Test
  void jitter_shortens_our_own_waits_and_never_the_servers() {
    Gen.forAll(
        "jitter",
        200,
        random -> {
          int attempt = 1 + random.nextInt(10);
          RetryPolicy.Failure own =
              new RetryPolicy.Failure(attempt, Duration.ZERO, "", Duration.ZERO, NOW);
          Duration whole = delay(attempt, "");
          RetryPolicy.Verdict verdict = RetryPolicy.DEFAULT.after(own, random);
          Duration drawn = assertInstanceOf(RetryPolicy.Verdict.Wait.class, verdict).delay();
          assertTrue(drawn.compareTo(whole) <= 0 && drawn.compareTo(whole.dividedBy(2)) >= 0);
          RetryPolicy.Failure asked =
              new RetryPolicy.Failure(attempt, Duration.ZERO, "5", Duration.ZERO, NOW);
          RetryPolicy.Verdict servers = RetryPolicy.DEFAULT.after(asked, random);
          Duration waits = assertInstanceOf(RetryPolicy.Verdict.Wait.class, servers).delay();
          assertTrue(waits.toMillis() >= 5000 && waits.toMillis() <= 5100);
        });
  }

  @Test
  void row_4_only_what_may_heal_is_named_so() {
    for (int status : new int[] {408, 409, 425, 429, 500, 502, 503, 504, 520, 524, 529}) {
      assertTrue(RetryPolicy.mayHeal(status), "status " + status);
    }
    for (int status : new int[] {200, 301, 400, 401, 402, 403, 404, 413, 422, 501}) {
      assertFalse(RetryPolicy.mayHeal(status), "status " + status);
    }
  }
}
