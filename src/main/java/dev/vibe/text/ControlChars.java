package dev.vibe.text;

import java.util.Locale;

/**
 * Filter that makes text from models, tools and files safe to show: afterwards no character of it
 * can move the cursor, change a mode of the terminal, reorder or hide other text. Nothing is
 * dropped without a visible trace, except the carriage return of a line ending.
 *
 * <p>What becomes of what: an escape sequence {@code ␛[…}, other controls their picture ({@code ␇})
 * or number ({@code ‹U+0085›}), bidirectional, zero-width and other invisible characters their
 * number, a stray half of a surrogate pair U+FFFD, a byte of a name that is not UTF-8 {@code \xe9}
 * (see {@link NameBytes}). Line feed and tab stay.
 */
public final class ControlChars {

  /** Longest escape sequence taken as one; of a longer one only the introducer is replaced. */
  private static final int LONGEST_SEQUENCE = 4096;

  /** No script in use stacks more marks; longer stacks paint over the lines around them. */
  private static final int MOST_MARKS = 8;

  private static final char ESCAPE = 0x1B;

  /** The pattern without a dot, which is no blank to Unicode but looks like one. */
  private static final int BRAILLE_BLANK = 0x2800;

  private ControlChars() {}

  /** The text with everything that a terminal would obey made visible. */
  public static String neutralise(String text) {
    int clean = 0;
    while (clean < text.length() && isPlain(text.charAt(clean))) {
      clean++;
    }
    if (clean == text.length()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 32).append(text, 0, clean);
    int marks = 0;
    for (int i = clean; i < text.length(); ) {
      int point = text.codePointAt(i);
      if (isMark(point) && point != Graphemes.VARIATION_SELECTOR_EMOJI && !isInvisible(point)) {
        marks++;
        if (marks <= MOST_MARKS) {
          out.appendCodePoint(point);
        } else if (marks == MOST_MARKS + 1) {
          out.append('…');
        }
        i += Character.charCount(point);
        continue;
      }
      marks = 0;
      i = appendOne(text, i, point, out);
    }
    return out.toString();
  }

  /** As {@link #neutralise}, on one line: line feeds and tabs become visible too. */
  public static String neutraliseLine(String text) {
    return neutralise(text).replace('\n', '␊').replace('\t', '␉');
  }

  /**
   * As {@link #neutralise}, for what somebody has to agree to: nothing is left out. A shell runs
   * what stands inside of an escape sequence, so such a sequence is shown character by character,
   * and so are a carriage return, marks without end, and blanks that are none to a shell.
   */
  public static String spelled(String text) {
    StringBuilder out = new StringBuilder(text.length() + 32);
    int marks = 0;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      int next = i + Character.charCount(point);
      boolean marksMore = isMark(point) && !isInvisible(point);
      marks = marksMore ? marks + 1 : 0;
      if (isPlain(text.charAt(i)) || (marksMore && marks <= MOST_MARKS)) {
        out.appendCodePoint(point);
      } else if (marksMore || (isBlank(point) && point != ' ')) {
        appendNumber(point, out);
      } else if (point == ESCAPE || point == '\r') {
        out.append((char) (0x2400 + point));
      } else if (isC1Introducer(point)) {
        appendNumber(point, out);
      } else {
        appendOne(text, i, point, out);
      }
      i = next;
    }
    return out.toString();
  }

  /** Whether it looks like a blank. */
  private static boolean isBlank(int point) {
    return Character.getType(point) == Character.SPACE_SEPARATOR || point == BRAILLE_BLANK;
  }

  /** Printable ASCII, line feed and tab: by far the most of what there is. */
  private static boolean isPlain(char c) {
    return (c >= ' ' && c < 0x7F) || c == '\n' || c == '\t';
  }

  /** Appends what stands for the character at {@code i}; returns where to go on. */
  private static int appendOne(String text, int i, int point, StringBuilder out) {
    int next = i + Character.charCount(point);
    if (point == ESCAPE || isC1Introducer(point)) {
      return appendSequence(text, i, out);
    }
    if (point == '\n' || point == '\t') {
      out.append((char) point);
    } else if (point == '\r' && next < text.length() && text.charAt(next) == '\n') {
      return next;
    } else if (point < ' ') {
      out.append((char) (0x2400 + point));
    } else if (point == 0x7F) {
      out.append('␡');
    } else if (Character.getType(point) == Character.SURROGATE) {
      out.append('\uFFFD');
    } else if (NameBytes.isByte(point)) {
      out.append(NameBytes.shown(point));
    } else if (Character.isISOControl(point)
        || (isInvisible(point) && !joinsEmoji(text, i, point, next))) {
      appendNumber(point, out);
    } else {
      out.appendCodePoint(point);
    }
    return next;
  }

  private static void appendNumber(int point, StringBuilder out) {
    String hex = Integer.toHexString(point).toUpperCase(Locale.ROOT);
    out.append("‹U+").repeat('0', Math.max(0, 4 - hex.length())).append(hex).append('›');
  }

  /** Whether a character shows nothing itself, but may change how or whether others show. */
  public static boolean isInvisible(int point) {
    int type = Character.getType(point);
    return type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || point == 0x034F // combining grapheme joiner
        || point == 0x115F
        || point == 0x1160
        || point == 0x3164
        || point == 0xFFA0 // Hangul fillers
        || (point >= 0x17B4 && point <= 0x17B5)
        || (point >= 0x180B && point <= 0x180F)
        || (point >= 0xFE00 && point <= 0xFE0F)
        || (point >= 0xE0000 && point <= 0xE0FFF);
  }

  /** The joiner between two emoji and the selector after one are how people write emoji. */
  private static boolean joinsEmoji(String text, int at, int point, int next) {
    if (at == 0) {
      return false;
    }
    int before = text.codePointBefore(at);
    if (point == Graphemes.VARIATION_SELECTOR_EMOJI) {
      return Character.isEmoji(before);
    }
    return point == Graphemes.ZERO_WIDTH_JOINER
        && (before == Graphemes.VARIATION_SELECTOR_EMOJI
            || (Character.isEmoji(before) && before > 0xFF))
        && next < text.length()
        && Character.isEmoji(text.codePointAt(next))
        && text.codePointAt(next) > 0xFF;
  }

  private static boolean isMark(int point) {
    int type = Character.getType(point);
    return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
  }

  /** DCS, SOS, CSI, OSC, PM and APC as one character. */
  private static boolean isC1Introducer(int point) {
    return point == 0x90 || point == 0x98 || point == 0x9B || (point >= 0x9D && point <= 0x9F);
  }

  private static int appendSequence(String text, int start, StringBuilder out) {
    char kind;
    int body;
    if (text.charAt(start) != ESCAPE) {
      kind = (char) (text.charAt(start) - 0x40);
      body = start + 1;
    } else if (start + 1 < text.length()) {
      kind = text.charAt(start + 1);
      body = start + 2;
    } else {
      out.append('␛');
      return start + 1;
    }
    int limit = Math.min(text.length(), body + LONGEST_SEQUENCE);
    int end =
        switch (kind) {
          case '[' -> endOfControl(text, body, limit);
          case ']', 'P', 'X', '^', '_' -> endOfString(text, body, limit);
          default -> -1;
        };
    out.append('␛');
    if (end < 0) {
      if (text.charAt(start) != ESCAPE) {
        out.append(kind);
      }
      return start + 1;
    }
    out.append(kind).append('…');
    return end;
  }

  /** After the final byte of {@code CSI parameters intermediates final}, or -1. */
  private static int endOfControl(String text, int body, int limit) {
    int i = body;
    while (i < limit && text.charAt(i) >= 0x20 && text.charAt(i) <= 0x3F) {
      i++;
    }
    return i < limit && text.charAt(i) >= 0x40 && text.charAt(i) <= 0x7E ? i + 1 : -1;
  }

  /** After the terminator of a string sequence, or before what aborts it, or -1. */
  private static int endOfString(String text, int body, int limit) {
    for (int i = body; i < limit; i++) {
      char c = text.charAt(i);
      if (c == 0x07 || c == 0x9C) {
        return i + 1;
      }
      if (c == ESCAPE) {
        return i + 1 < text.length() && text.charAt(i + 1) == '\\' ? i + 2 : i;
      }
      if (c == 0x18 || c == 0x1A) {
        return i;
      }
    }
    return -1;
  }
}
