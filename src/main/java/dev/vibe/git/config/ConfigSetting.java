package dev.vibe.git.config;

import java.util.Locale;
import java.util.Optional;

/**
 * Entry of a configuration file of Git: one setting.
 *
 * @param key section, subsection if there is one, and name, with dots between; all but the
 *     subsection in lower case
 * @param value {@code true} where the file has none
 */
record ConfigSetting(String key, String value) {

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

  /** What Git takes a value for where it wants yes or no; empty where it gives up. */
  static Optional<Boolean> truth(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> Optional.of(true);
      case "false", "no", "off", "" -> Optional.of(false);
      default ->
          value.matches("[+-]?\\d{1,18}")
              ? Optional.of(Long.parseLong(value) != 0)
              : Optional.empty();
    };
  }
}
