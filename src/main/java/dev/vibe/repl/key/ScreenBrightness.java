package dev.vibe.repl.key;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Detection of how bright the screen is, as a terminal tells it or the environment does. */
public final class ScreenBrightness {

  /** Asks for the colour of the background (xterm, "Operating System Commands", 11). */
  public static final String QUESTION = "\u001b]11;?\u001b\\";

  /** Each part has one to four digits (XParseColor). */
  private static final Pattern ANSWER =
      Pattern.compile("11;rgba?:(\\p{XDigit}{1,4})/(\\p{XDigit}{1,4})/(\\p{XDigit}{1,4}).*");

  private ScreenBrightness() {}

  /** Shade of a background. */
  public enum Shade {
    DARK,
    LIGHT
  }

  /** The text of an answer without what begins and ends it; empty when it says something else. */
  static Optional<Shade> parse(String answer) {
    Matcher parts = ANSWER.matcher(answer);
    if (!parts.matches()) {
      return Optional.empty();
    }
    double brightness =
        0.299 * share(parts.group(1))
            + 0.587 * share(parts.group(2))
            + 0.114 * share(parts.group(3));
    return Optional.of(brightness > 0.5 ? Shade.LIGHT : Shade.DARK);
  }

  /**
   * What {@code COLORFGBG} says, where a terminal sets it: the last number is the background, one
   * of the 16 colours; 7 and those above 8 are bright.
   */
  public static Shade assumed(Map<String, String> environment) {
    String value = environment.getOrDefault("COLORFGBG", "");
    String last = value.substring(value.lastIndexOf(';') + 1);
    return last.matches("7|9|1[0-5]") ? Shade.LIGHT : Shade.DARK;
  }

  private static double share(String digits) {
    return Integer.parseInt(digits, 16) / (Math.pow(16, digits.length()) - 1);
  }
}
