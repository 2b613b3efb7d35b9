package dev.vibe.session;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.random.RandomGenerator;

/**
 * Maker of names of sessions, such as {@code 20261124-101502-k3f9}: UTC, so that they sort by time.
 */
public final class SessionId {

  /** Without vowels and look-alikes: no words, nothing to misread. */
  private static final String ALPHABET = "23456789bcdfghjkmnpqrstvwxz";

  private SessionId() {}

  /** Of the 531,441 names of one second, one at random. */
  public static String fresh(Instant now, RandomGenerator random) {
    LocalDateTime utc = LocalDateTime.ofEpochSecond(now.getEpochSecond(), 0, ZoneOffset.UTC);
    StringBuilder id = new StringBuilder(20);
    id.append(utc.getYear());
    twoDigits(id, utc.getMonthValue());
    twoDigits(id, utc.getDayOfMonth());
    id.append('-');
    twoDigits(id, utc.getHour());
    twoDigits(id, utc.getMinute());
    twoDigits(id, utc.getSecond());
    id.append('-');
    for (int i = 0; i < 4; i++) {
      id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return id.toString();
  }

  private static void twoDigits(StringBuilder id, int value) {
    if (value < 10) {
      id.append('0');
    }
    id.append(value);
  }
}
