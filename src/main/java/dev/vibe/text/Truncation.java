package dev.vibe.text;

/**
 * Text of which the middle was left out.
 *
 * @param text head, a marker line that counts what is left out, tail; the text itself when it fits
 * @param leftOut lines or characters that are missing, after the unit of the method that cut
 */
public record Truncation(String text, int leftOut) {

  /** Measure of how much of both ends stays, in lines or characters. */
  public record Keep(int head, int tail) {
    public Keep {
      if (head < 0 || tail < 0) {
        throw new IllegalArgumentException("head and tail must not be negative");
      }
    }
  }

  public boolean isCut() {
    return leftOut > 0;
  }

  /** Keeps the first and last lines. A text that fits is returned as it is. */
  public static Truncation lines(String text, Keep keep) {
    int total = countLines(text);
    int leftOut = total - keep.head - keep.tail;
    if (leftOut <= 0) {
      return new Truncation(text, 0);
    }
    int headEnd = startOfLine(text, keep.head);
    int tailStart = startOfLine(text, total - keep.tail);
    return new Truncation(
        text.substring(0, headEnd)
            + marker(leftOut, leftOut == 1 ? "line" : "lines")
            + text.substring(tailStart),
        leftOut);
  }

  /**
   * Keeps the first and last characters (UTF-16 units, never half of a pair); the marker comes on
   * top of them.
   */
  public static Truncation chars(String text, Keep keep) {
    if (text.length() <= (long) keep.head + keep.tail) {
      return new Truncation(text, 0);
    }
    int headEnd = keep.head;
    if (isInsidePair(text, headEnd)) {
      headEnd--;
    }
    int tailStart = text.length() - keep.tail;
    if (isInsidePair(text, tailStart)) {
      tailStart++;
    }
    int leftOut = tailStart - headEnd;
    String head = text.substring(0, headEnd);
    return new Truncation(
        head
            + (head.isEmpty() || head.endsWith("\n") ? "" : "\n")
            + marker(leftOut, leftOut == 1 ? "character" : "characters")
            + text.substring(tailStart),
        leftOut);
  }

  private static String marker(int count, String unit) {
    return "[… " + count + " " + unit + " left out …]\n";
  }

  private static boolean isInsidePair(String text, int at) {
    return at > 0
        && at < text.length()
        && Character.isHighSurrogate(text.charAt(at - 1))
        && Character.isLowSurrogate(text.charAt(at));
  }

  private static int countLines(String text) {
    int breaks = 0;
    for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
      breaks++;
    }
    return text.isEmpty() || text.endsWith("\n") ? breaks : breaks + 1;
  }

  private static int startOfLine(String text, int index) {
    int at = 0;
    for (int line = 0; line < index; line++) {
      int end = text.indexOf('\n', at);
      if (end < 0) {
        return text.length();
      }
      at = end + 1;
    }
    return at;
  }
}
