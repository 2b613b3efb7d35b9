package dev.vibe.git.config;

import java.util.Locale;

/**
 * One setting as a configuration file of Git has it.
 *
 * @param key section, subsection if there is one, and name, with dots between; all but the
 *     subsection in lower case
 * @param value {@code true} where the file has none
 */
record ConfigEntry(String key, String value) {

  /** What Git files a setting under; the section may hold a subsection. */
  static String key(String section, String name) {
    int dot = section.indexOf('.');
    String first = dot < 0 ? section : section.substring(0, dot);
    String rest = dot < 0 ? "" : section.substring(dot);
    return first.toLowerCase(Locale.ROOT) + rest + "." + name.toLowerCase(Locale.ROOT);
  }

  String section() {
    return key.substring(0, key.indexOf('.'));
  }

  /** Empty when there is none. */
  String subsection() {
    int first = key.indexOf('.');
    int last = key.lastIndexOf('.');
    return first == last ? "" : key.substring(first + 1, last);
  }

  String name() {
    return key.substring(key.lastIndexOf('.') + 1);
  }
}
