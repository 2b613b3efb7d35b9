package dev.vibe.text;

/** Makes foreign text harmless for a terminal. */
public final class ControlChars {

  private ControlChars() {}

  /**
   * Shows control, direction and zero-width characters as text, e.g. {@code ‹U+001B›}; line breaks
   * and tabs stay. Text without any comes back as it is.
   */
  public static String neutralise(String text) {
    int clean = 0;
    while (clean < text.length() && !isHostile(text.charAt(clean))) {
      clean++;
    }
    if (clean == text.length()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, clean);
    for (int i = clean; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isHostile(c)) {
        out.append("‹U+").append(hex(c)).append('›');
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static String hex(char c) {
    String digits = Integer.toHexString(c).toUpperCase(java.util.Locale.ROOT);
    return "0".repeat(4 - digits.length()) + digits;
  }

  private static boolean isHostile(char c) {
    return (Character.isISOControl(c) && c != '\n' && c != '\t')
        || Character.getType(c) == Character.FORMAT;
  }
}
