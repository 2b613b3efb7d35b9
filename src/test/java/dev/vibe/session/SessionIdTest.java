package dev.vibe.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.testkit.Gen;
import java.time.Instant;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class SessionIdTest {

  @Test
  void ids_name_their_second_in_utc() {
    String id = SessionId.fresh(Instant.parse("2026-01-04T03:05:02.999Z"), random());

    assertTrue(id.matches("20260104-030502-[2-9b-df-hj-np-tv-z]{4}"), id);
  }

  @Test
  void ids_of_one_second_differ() {
    RandomGenerator random = random();
    Instant now = Instant.parse("2026-11-24T10:15:02Z");

    assertNotEquals(SessionId.fresh(now, random), SessionId.fresh(now, random));
  }

  @Test
  void ids_sort_by_time() {
    Gen.forAll(
        "id order",
        500,
        random -> {
          Instant one = Instant.ofEpochSecond(random.nextLong(1_700_000_000L, 9_000_000_000L));
          Instant other = Instant.ofEpochSecond(random.nextLong(1_700_000_000L, 9_000_000_000L));
          assertEquals(
              Integer.signum(one.compareTo(other)),
              Integer.signum(
                  SessionId.fresh(one, random).compareTo(SessionId.fresh(other, random))));
        });
  }

  private static RandomGenerator random() {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(7);
  }
}
