package dev.vibe.text;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Choice of the background that colours are made for. */
public enum Theme {
  /** As the terminal says. */
  AUTO,
  DARK,
  LIGHT;

  public static List<String> labels() {
    return Arrays.stream(values()).map(Theme::label).toList();
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
