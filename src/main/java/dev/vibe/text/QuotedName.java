package dev.vibe.text;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * Notation in which a model and a person are told names that somebody else chose: of files,
 * folders, branches, processes. A name without anything odd is itself. An odd one is in double
 * quotes with C escapes, as Git writes it, so that it can neither end the line it stands in nor be
 * read as words of ours; {@link #read} takes it back.
 *
 * <p>A byte that is not UTF-8 (see {@link NameBytes}) is {@code \xe9} to people and models.
 *
 * <p>Odd is what a terminal would not show as it is (see {@link ControlChars}), what the notation
 * itself needs (quotes and backslashes), a blank at an end, and what parts a line or a text in our
 * own output: colons, a comma before a blank, angle brackets, a number sign in front.
 */
public final class QuotedName {

  /** Longer than any path that the system takes in one call is wide enough for real ones. */
  private static final int LONGEST_NAME = 1_000;

  /** Git's own advice is 50, its tools cut at 72; nobody needs more than this to know a commit. */
  private static final int LONGEST_LINE = 200;

  /** As many marks on one letter {@link ControlChars} lets through. */
  private static final int MOST_MARKS = 8;

  private static final String LETTERS = "abtnvfr";

  private QuotedName() {}

  /** A name, as it is or in quotes; cut when it is longer than a name can be of use. */
  public static String of(String name) {
    return isPlain(name) ? name : quoted(name);
  }

  /** A name in quotes, whatever it is like, for a place that has quotes already. */
  public static String quoted(String name) {
    return quoted(name, LONGEST_NAME, Form.SHOWN);
  }

  /** As {@link #quoted}, never cut, and such that Git reads it, which knows no {@code \xe9}. */
  static String whole(String name) {
    return quoted(name, Integer.MAX_VALUE, Form.FOR_GIT);
  }

  /**
   * Words that fill a line to its end, such as the subject of a commit: as they are, or in quotes
   * when they would not stay one line of ordinary characters; cut when they are long.
   */
  public static String line(String words) {
    boolean plain =
        words.codePointCount(0, words.length()) <= LONGEST_LINE
            && !words.startsWith("\"")
            && !words.contains("</")
            && ControlChars.neutraliseLine(words).equals(words)
            && words.strip().equals(words);
    return plain ? words : quoted(words, LONGEST_LINE, Form.SHOWN);
  }

  private static boolean isPlain(String name) {
    if (name.isEmpty()) {
      return true;
    }
    boolean ascii = true;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '"' || c == '\\' || c == '<' || c == '>' || c == ':' || c < ' ' || c == 0x7F) {
        return false;
      }
      ascii &= c < 0x80;
    }
    char first = name.charAt(0);
    boolean looksLikeOurs =
        first == '#'
            || ((first == '[' || first == '(') && name.indexOf(' ') >= 0)
            || name.contains(", ")
            || name.endsWith(",")
            || name.endsWith(" more");
    return !looksLikeOurs
        && name.length() <= LONGEST_NAME
        && !isBlank(first)
        && !isBlank(name.charAt(name.length() - 1))
        && (ascii || ControlChars.neutraliseLine(name).equals(name));
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private enum Form {
    SHOWN,
    FOR_GIT
  }

  private static String quoted(String text, int most, Form form) {
    StringBuilder out = new StringBuilder(text.length() + 8).append('"');
    int marks = 0;
    int shown = 0;
    int at = 0;
    for (; at < text.length() && shown < most; shown++) {
      int point = text.codePointAt(at);
      marks = isMark(point) ? marks + 1 : 0;
      append(point, marks > MOST_MARKS, form, out);
      at += Character.charCount(point);
    }
    return out.append(at < text.length() ? "…\"" : "\"").toString();
  }

  private static void append(int point, boolean hidden, Form form, StringBuilder out) {
    int letter = point >= 7 && point <= 13 ? point - 7 : -1;
    if (letter >= 0) {
      out.append('\\').append(LETTERS.charAt(letter));
    } else if (point == '"' || point == '\\') {
      out.append('\\').append((char) point);
    } else if (NameBytes.isByte(point) && form == Form.SHOWN) {
      out.append(NameBytes.shown(point));
    } else if (hidden || isHidden(point)) {
      for (byte b : NameBytes.bytes(Character.toString(point))) {
        out.append('\\').append((char) ('0' + ((b & 0xC0) >> 6)));
        out.append((char) ('0' + ((b & 0x38) >> 3))).append((char) ('0' + (b & 7)));
      }
    } else {
      out.appendCodePoint(point);
    }
  }

  /** What would not be seen, or would end a frame made of marks such as {@code </attachment>}. */
  private static boolean isHidden(int point) {
    return Character.isISOControl(point)
        || point == '<'
        || point == '>'
        || ControlChars.isInvisible(point)
        || NameBytes.isByte(point)
        || Character.getType(point) == Character.SURROGATE;
  }

  private static boolean isMark(int point) {
    int type = Character.getType(point);
    return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
  }

  /**
   * The name that was quoted, here or by Git, which writes all that is not ASCII in octal; empty
   * when this is not such a notation.
   */
  public static Optional<String> read(String notation) {
    int end = notation.length() - 1;
    if (end < 2 || notation.charAt(0) != '"' || notation.charAt(end) != '"') {
      return Optional.empty();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(end);
    for (int i = 1; i < end; ) {
      char c = notation.charAt(i);
      if (c == '"') {
        return Optional.empty();
      }
      int next = c == '\\' ? unescaped(notation, i + 1, end, bytes) : plain(notation, i, bytes);
      if (next < 0) {
        return Optional.empty();
      }
      i = next;
    }
    return Optional.of(NameBytes.decoded(bytes.toByteArray()));
  }

  private static int plain(String notation, int at, ByteArrayOutputStream bytes) {
    int point = notation.codePointAt(at);
    bytes.writeBytes(NameBytes.bytes(Character.toString(point)));
    return at + Character.charCount(point);
  }

  /** Reads what follows a backslash; gives where to go on, or -1. */
  private static int unescaped(String notation, int at, int end, ByteArrayOutputStream bytes) {
    if (at >= end) {
      return -1;
    }
    char c = notation.charAt(at);
    int letter = LETTERS.indexOf(c);
    if (letter >= 0) {
      bytes.write(7 + letter);
      return at + 1;
    }
    if (c == '"' || c == '\\') {
      bytes.write(c);
      return at + 1;
    }
    if (c == 'x' && at + 3 <= end) {
      int value = hex(notation, at + 1);
      bytes.write(value);
      return value < 0 ? -1 : at + 3;
    }
    if (c < '0' || c > '3' || at + 3 > end || !isOctal(notation, at + 1)) {
      return -1;
    }
    bytes.write(Integer.parseInt(notation, at, at + 3, 8));
    return at + 3;
  }

  /** The value of two digits, or -1. */
  private static int hex(String notation, int at) {
    int high = Character.digit(notation.charAt(at), 16);
    int low = Character.digit(notation.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }

  private static boolean isOctal(String notation, int at) {
    return notation.charAt(at) >= '0'
        && notation.charAt(at) <= '7'
        && notation.charAt(at + 1) >= '0'
        && notation.charAt(at + 1) <= '7';
  }
}
