package dev.vibe.provider.openai.wire.reply;

import java.util.OptionalInt;

/**
 * Detector of text that goes round in a circle: a line, a cycle of lines or a token that comes
 * again and again, to the letter, for longer than anybody means it. Fed with the text of one reply,
 * piece by piece. One use.
 */
final class CircleWatch {

  /** Words that were said again and again for so long are not meant. Characters. */
  private static final int MOST_WORDS = 4_000;

  /**
   * A matrix of zeros, a page of a dump or the rows of a table stay below that when they are said.
   * Characters.
   */
  private static final int MOST_DATA = 16_000;

  /** The same where data belongs, as in the content of a file. Characters. */
  private static final int MOST_CONTENT = 32_000;

  /** What came less often is no circle, however long it is. */
  private static final int LEAST_ROUNDS = 12;

  /** A circle is looked for each time so many characters have come. */
  private static final int STEP = 1_000;

  /** A text that goes round ends in characters, so many of them, that were there a piece before. */
  private static final int LAST = 64;

  /** Marks that words have none of, and rows of data nearly always one. */
  private static final String MARKS_OF_DATA = "|{}[]()<>=\"\\/`";

  private final int shortest;
  private final int longest;
  private final StringBuilder tail = new StringBuilder();
  private int[] borders = {};
  private int dropped;
  private int lookAt;

  private CircleWatch(int shortest, int longest) {
    this.shortest = shortest;
    this.longest = longest;
    this.lookAt = shortest;
  }

  /** Over what is said, where words are given less room than data. */
  static CircleWatch overText() {
    return new CircleWatch(MOST_WORDS, MOST_DATA);
  }

  /** Over the arguments of calls. */
  static CircleWatch overArguments() {
    return new CircleWatch(MOST_CONTENT, MOST_CONTENT);
  }

  /**
   * Takes the next text.
   *
   * @return once the text goes round in a circle, how much of it came before the second round:
   *     characters, counted from the first that this was given
   */
  OptionalInt accept(String more) {
    tail.append(more);
    if (dropped + tail.length() < lookAt) {
      return OptionalInt.empty();
    }
    lookAt = dropped + tail.length() + STEP;
    OptionalInt found = mayGoRound() ? look() : OptionalInt.empty();
    int old = tail.length() - longest - STEP;
    if (old > 0) {
      tail.delete(0, old);
      dropped += old;
    }
    return found;
  }

  /** Cheap, and true of every circle: its pieces are short, as they must come so often. */
  private boolean mayGoRound() {
    int length = tail.length();
    String near = tail.substring(Math.max(0, length - LAST - longest / LEAST_ROUNDS));
    String last = near.substring(near.length() - LAST);
    return near.lastIndexOf(last, near.length() - LAST - 1) >= 0;
  }

  private OptionalInt look() {
    int most = Math.min(longest, tail.length());
    findBorders(most);
    for (int length = shortest; length <= most; length *= 2) {
      int piece = length - borders[length];
      boolean isCircle = piece * LEAST_ROUNDS <= length;
      if (isCircle && (length == longest || isWords(tail.length() - piece))) {
        return OptionalInt.of(dropped + secondRound(piece));
      }
    }
    return OptionalInt.empty();
  }

  /**
   * Finds, for each number of characters at the end of the text, how long the longest beginning of
   * them is that is their end as well: what is left of them is the piece that comes again.
   */
  private void findBorders(int most) {
    if (borders.length == 0) {
      borders = new int[longest + 1];
    }
    char[] text = new char[most];
    tail.getChars(tail.length() - most, tail.length(), text, 0);
    int last = most - 1;
    int border = 0;
    for (int i = 1; i < most; i++) {
      while (border > 0 && text[last - i] != text[last - border]) {
        border = borders[border];
      }
      border += text[last - i] == text[last - border] ? 1 : 0;
      borders[i + 1] = border;
    }
  }

  /** Whether the text from there on is said and not listed. */
  private boolean isWords(int start) {
    boolean isSpaced = false;
    for (int i = start; i < tail.length(); i++) {
      char c = tail.charAt(i);
      if (Character.isDigit(c) || MARKS_OF_DATA.indexOf(c) >= 0) {
        return false;
      }
      isSpaced |= Character.isWhitespace(c) || c > 0x7f;
    }
    return isSpaced;
  }

  /** Where the second round begins, at a line or a word of it where it has any. */
  private int secondRound(int piece) {
    int start = tail.length() - piece;
    while (start > 0 && tail.charAt(start - 1) == tail.charAt(start - 1 + piece)) {
      start--;
    }
    int second = start + piece;
    int line = tail.indexOf("\n", second - 1);
    if (line >= 0 && line < second + piece) {
      return line + 1;
    }
    for (int i = second - 1; i < second + piece; i++) {
      if (Character.isWhitespace(tail.charAt(i))) {
        return i + 1;
      }
    }
    return Character.isLowSurrogate(tail.charAt(second)) ? second - 1 : second;
  }
}
