package dev.vibe.bench;

import java.util.Locale;

/**
 * Figure that was measured.
 *
 * @param name what it is; also its name in the baseline
 * @param value in the unit; for a time milliseconds
 * @param unit printed behind the value
 * @param floor what it is a multiple of
 * @param limit the greatest multiple; NaN if nothing was promised
 */
record Figure(String name, double value, String unit, Floor floor, double limit) {

  static final double NO_LIMIT = Double.NaN;

  /** A time, with a limit in milliseconds on the machine on which the limits were set. */
  static Figure millis(String name, double value, Floor floor, double limit) {
    return new Figure(name, value, "ms", floor, limit / floor.there());
  }

  /** What does not depend on how fast the machine is. */
  static Figure plain(String name, double value, String unit, double limit) {
    return new Figure(name, value, unit, Floor.NONE, limit);
  }

  boolean isMachineBound() {
    return floor != Floor.NONE;
  }

  /** Its name in a file of properties. */
  String key() {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_|_$", "");
  }
}
