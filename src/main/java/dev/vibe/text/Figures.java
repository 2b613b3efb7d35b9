package dev.vibe.text;

import java.time.Duration;
import java.util.Locale;

/** Formatter of numbers as people read them. */
public final class Figures {

  private Figures() {}

  /** {@code 999}, {@code 1.2k}, {@code 34k}, {@code 1.2M}. */
  public static String tokens(long count) {
    if (count < 1000) {
      return Long.toString(count);
    }
    if (count < 9_950) {
      return String.format(Locale.ROOT, "%.1fk", count / 1e3);
    }
    if (count < 999_500) {
      return Math.round(count / 1e3) + "k";
    }
    return String.format(Locale.ROOT, "%.1fM", count / 1e6);
  }

  /** {@code 40 ms}, {@code 2.3 s}, {@code 45 s}, {@code 2 min 05 s}, {@code 1 h 02 min}. */
  public static String duration(Duration took) {
    long millis = took.toMillis();
    if (millis < 1000) {
      return millis + " ms";
    }
    if (millis < 9_950) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1e3);
    }
    return seconds((millis + 500) / 1000);
  }

  public static String seconds(long seconds) {
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
    }
    return String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds / 60 % 60);
  }

  /** With the digits that matter: {@code $0.0003}, {@code $0.12}, {@code $3.40}. */
  public static String cost(double usd) {
    return String.format(Locale.ROOT, usd < 0.01 ? "$%.4f" : "$%.2f", usd);
  }

  /** {@code 12 bytes}, {@code 3.4 kB}, {@code 12 MB}. */
  public static String bytes(long count) {
    if (count < 1000) {
      return count + (count == 1 ? " byte" : " bytes");
    }
    double size = count / 1e3;
    String unit = "kB";
    if (size >= 999.5) {
      size /= 1e3;
      unit = "MB";
    }
    return String.format(Locale.ROOT, size < 9.95 ? "%.1f %s" : "%.0f %s", size, unit);
  }

  /** {@code 1 file}, {@code 2 files}. */
  public static String count(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
