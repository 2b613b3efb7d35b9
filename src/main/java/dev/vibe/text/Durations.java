package dev.vibe.text;

import java.time.Duration;
import java.util.Optional;

/** Parser and formatter of durations as people write them. */
public final class Durations {

  /** More than anybody waits; keeps the arithmetic far from overflow. */
  private static final Duration LONGEST = Duration.ofDays(365);

  private static final String UNITS = "hms";

  private Durations() {}

  /**
   * Reads {@code 90s}, {@code 5m}, {@code 1h30m} or a plain whole number of seconds. Empty when it
   * is none of these, zero, or longer than a year.
   */
  public static Optional<Duration> parse(String text) {
    String rest = text.strip();
    if (rest.isEmpty() || rest.length() > 24) {
      return Optional.empty();
    }
    if (Character.isDigit(rest.charAt(rest.length() - 1))
        && rest.chars().allMatch(Durations::digit)) {
      rest += "s";
    }
    long seconds = 0;
    int lastUnit = -1;
    int at = 0;
    while (at < rest.length()) {
      int start = at;
      while (at < rest.length() && digit(rest.charAt(at))) {
        at++;
      }
      int unit = at < rest.length() ? UNITS.indexOf(rest.charAt(at)) : -1;
      if (at == start || at - start > 9 || unit <= lastUnit) {
        return Optional.empty();
      }
      long amount = Long.parseLong(rest, start, at, 10);
      seconds += amount * (unit == 0 ? 3600 : unit == 1 ? 60 : 1);
      lastUnit = unit;
      at++;
    }
    Duration duration = Duration.ofSeconds(seconds);
    boolean usable = seconds > 0 && duration.compareTo(LONGEST) <= 0;
    return usable ? Optional.of(duration) : Optional.empty();
  }

  /** The shortest form that {@link #parse} reads back. */
  public static String format(Duration duration) {
    StringBuilder out = new StringBuilder();
    append(out, duration.toHours(), 'h');
    append(out, duration.toMinutesPart(), 'm');
    append(out, duration.toSecondsPart(), 's');
    return out.isEmpty() ? "0s" : out.toString();
  }

  private static void append(StringBuilder out, long amount, char unit) {
    if (amount > 0) {
      out.append(amount).append(unit);
    }
  }

  private static boolean digit(int c) {
    return c >= '0' && c <= '9';
  }
}
