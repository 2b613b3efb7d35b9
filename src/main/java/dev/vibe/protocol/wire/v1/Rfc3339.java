package dev.vibe.protocol.wire.v1;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Codec of instants as {@code 2026-11-24T10:15:02.123Z}. By hand, because the formatters of the JDK
 * cost more start-up time than the rest of an event.
 */
final class Rfc3339 {

  private Rfc3339() {}

  static String format(Instant at) {
    LocalDateTime utc = LocalDateTime.ofEpochSecond(at.getEpochSecond(), 0, ZoneOffset.UTC);
    StringBuilder out = new StringBuilder(24);
    digits(out, utc.getYear(), 4).append('-');
    digits(out, utc.getMonthValue(), 2).append('-');
    digits(out, utc.getDayOfMonth(), 2).append('T');
    digits(out, utc.getHour(), 2).append(':');
    digits(out, utc.getMinute(), 2).append(':');
    digits(out, utc.getSecond(), 2).append('.');
    return digits(out, at.getNano() / 1_000_000, 3).append('Z').toString();
  }

  private static StringBuilder digits(StringBuilder out, int value, int width) {
    String text = Integer.toString(value);
    return out.repeat('0', Math.max(0, width - text.length())).append(text);
  }
}
