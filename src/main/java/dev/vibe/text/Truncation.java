package dev.vibe.text;

/**
 * Text of which the middle was left out.
 *
 * @param text head, a marker line that counts what is left out, tail; the text itself when it fits
 * @param leftOut characters that are missing
 */
public record Truncation(String text, int leftOut) {

  /** Measure of how much of both ends stays, in characters. */
  public record Keep(int head, int tail) {
    public Keep {
      if (head < 0 || tail < 0) {
        throw new IllegalArgumentException("head and tail must not be negative");
      }
    }
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
            + marker(leftOut)
            + text.substring(tailStart),
        leftOut);
  }

  private static String marker(int count) {
    return "[… " + Figures.count(count, "character") + " left out …]\n";
  }

  private static boolean isInsidePair(String text, int at) {
    return at > 0
        && at < text.length()
        && Character.isHighSurrogate(text.charAt(at - 1))
        && Character.isLowSurrogate(text.charAt(at));
  }
}
