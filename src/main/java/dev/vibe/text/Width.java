package dev.vibe.text;

/**
 * Measure of how many columns text takes in a terminal, counted by code point as terminals without
 * cluster support do: such terminals never show a line wider than what is counted here, others may
 * show joined emoji narrower. Text must have passed {@link ControlChars}: remaining controls count
 * 0.
 */
public final class Width {

  /** Columns between two tab stops of a terminal. */
  private static final int TAB_STOP = 8;

  /** Nothing below goes with what stands before it. */
  private static final int FIRST_JOINING = 0x300;

  /**
   * First and last code point of each wide range that is not told by its emoji property, ascending
   * (Unicode 16, property East_Asian_Width W and F, blocks rounded to their reserved ends).
   */
  private static final int[] WIDE = {
    0x1100, 0x115F, 0x2329, 0x232A, 0x2630, 0x2637, 0x268A, 0x268F, 0x2E80, 0x303E, 0x3041, 0x3247,
    0x3250, 0xA4CF, 0xA960, 0xA97F, 0xAC00, 0xD7A3, 0xF900, 0xFAFF, 0xFE10, 0xFE19, 0xFE30, 0xFE6F,
    0xFF01, 0xFF60, 0xFFE0, 0xFFE6, 0x16FE0, 0x18DFF, 0x1AFF0, 0x1B2FF, 0x1D300, 0x1D376, 0x1F200,
    0x1F320, 0x1F32D, 0x1F335, 0x1F337, 0x1F37C, 0x1F37E, 0x1F393, 0x20000, 0x3FFFD
  };

  private Width() {}

  /** Columns of one line; a tab reaches to the next stop of 8, a line break counts 0. */
  public static int of(String text) {
    int columns = 0;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      columns += step(text, i, point, columns);
      i += Character.charCount(point);
    }
    return columns;
  }

  /**
   * The longest beginning of a line that takes at most {@code columns} columns, of whole characters
   * as people see them.
   */
  public static String cut(String text, int columns) {
    int fits = fitting(text, columns);
    if (fits == text.length() || text.charAt(fits) < FIRST_JOINING) {
      return text.substring(0, fits);
    }
    int end = Graphemes.boundary(text, fits);
    return text.substring(0, end == fits ? fits : Graphemes.before(text, end));
  }

  /** As {@link #cut} for a row of its own, where a character that is wider than it is broken. */
  public static String row(String text, int columns) {
    String whole = cut(text, columns);
    return whole.isEmpty() ? text.substring(0, fitting(text, columns)) : whole;
  }

  private static int fitting(String text, int columns) {
    int used = 0;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      int step = step(text, i, point, used);
      if (used + step > columns) {
        return i;
      }
      used += step;
      i += Character.charCount(point);
    }
    return text.length();
  }

  /** As {@link #cut}, with {@code …} in the last column when something was cut off. */
  public static String shorten(String text, int columns) {
    if (of(text) <= columns) {
      return text;
    }
    return columns < 1 ? "" : cut(text, columns - 1) + "…";
  }

  /** Cut or filled with blanks on the right so that it takes exactly {@code columns} columns. */
  public static String pad(String text, int columns) {
    String cut = cut(text, columns);
    return cut + " ".repeat(Math.max(0, columns - of(cut)));
  }

  /** Tabs replaced by blanks up to the next stop of {@code every} columns, counted in this line. */
  public static String expandTabs(String line, int every) {
    if (line.indexOf('\t') < 0) {
      return line;
    }
    StringBuilder out = new StringBuilder(line.length() + 16);
    int columns = 0;
    for (int i = 0; i < line.length(); ) {
      int point = line.codePointAt(i);
      if (point == '\t') {
        int blanks = every - columns % every;
        out.repeat(' ', blanks);
        columns += blanks;
      } else {
        out.appendCodePoint(point);
        columns += step(line, i, point, columns);
      }
      i += Character.charCount(point);
    }
    return out.toString();
  }

  /** Columns of one code point by itself: 0, 1 or 2. */
  public static int of(int point) {
    if (Character.isISOControl(point)) {
      return 0;
    }
    if (point < 0x300) {
      return point == 0xAD ? 0 : 1;
    }
    if ((point >= 0x1160 && point <= 0x11FF) || (point >= 0xD7B0 && point <= 0xD7FF)) {
      return 0; // vowels and finals, drawn into the syllable before them
    }
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          0;
      default -> isWide(point) ? 2 : 1;
    };
  }

  private static int step(String text, int at, int point, int column) {
    if (point == '\t') {
      return TAB_STOP - column % TAB_STOP;
    }
    if (point == Graphemes.VARIATION_SELECTOR_EMOJI && at > 0) {
      int before = text.codePointBefore(at);
      return Character.isEmoji(before) && of(before) == 1 ? 1 : 0;
    }
    return of(point);
  }

  private static boolean isWide(int point) {
    if (point < WIDE[0]) {
      return false;
    }
    boolean regionalIndicator = point >= 0x1F1E6 && point <= 0x1F1FF;
    if (Character.isEmojiPresentation(point) && !regionalIndicator) {
      return true;
    }
    for (int i = 0; i < WIDE.length && point >= WIDE[i]; i += 2) {
      if (point <= WIDE[i + 1]) {
        return true;
      }
    }
    return false;
  }
}
