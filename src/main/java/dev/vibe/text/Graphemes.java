package dev.vibe.text;

import java.text.BreakIterator;
import java.util.Locale;

/**
 * Splitter of text into characters as people see them: a letter with its marks, a joined emoji, a
 * flag (Unicode Standard Annex 29, extended grapheme clusters).
 */
public final class Graphemes {

  static final int ZERO_WIDTH_JOINER = 0x200D;
  static final int VARIATION_SELECTOR_EMOJI = 0xFE0F;
  private static final int FIRST_SKIN_TONE = 0x1F3FB;
  private static final int LAST_SKIN_TONE = 0x1F3FF;

  private Graphemes() {}

  /** Where the character begins that ends at the index; 0 at the beginning of the text. */
  public static int before(String text, int index) {
    if (index <= 1) {
      return 0;
    }
    int start = lineStart(text, index - 1);
    return start == index
        ? index - 1
        : start + boundaries(text, start, index).preceding(index - start);
  }

  /** Where the character ends that begins at the index; the text's length at its end. */
  public static int after(String text, int index) {
    if (index >= text.length()) {
      return text.length();
    }
    if (text.charAt(index) == '\n') {
      return index + 1;
    }
    int start = lineStart(text, index);
    return start + boundaries(text, start, index).following(index - start);
  }

  /** The index, or where the character ends that it is inside of. */
  public static int boundary(String text, int index) {
    return index == 0 ? 0 : Math.max(index, after(text, before(text, index)));
  }

  /** Whether there are characters made of several that terminals show in different widths. */
  public static boolean hasJoined(String text) {
    return text.codePoints()
        .anyMatch(
            point ->
                point == ZERO_WIDTH_JOINER
                    || point == VARIATION_SELECTOR_EMOJI
                    || (point >= FIRST_SKIN_TONE && point <= LAST_SKIN_TONE));
  }

  /** Nothing reaches over the end of a line, so that only one line need be looked at. */
  private static BreakIterator boundaries(String text, int start, int index) {
    int end = text.indexOf('\n', index);
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(text.substring(start, end < 0 ? text.length() : end));
    return characters;
  }

  private static int lineStart(String text, int index) {
    return text.lastIndexOf('\n', index - 1) + 1;
  }
}
