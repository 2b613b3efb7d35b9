package dev.vibe.exec.shell;

/**
 * Characters that stand, in the text of an expanded word, for what is not known of it. A line that
 * holds one of them itself is read as if it were unknown there, which is the careful way.
 */
final class Marks {

  /** Any text, also none, also several words. */
  static final char ANY = '\uE000';

  /** Any text within one word. */
  static final char SOME = '\uE001';

  /** Any one character of a name. */
  static final char ONE = '\uE002';

  /** Any text in the names of files, of which there may be several. */
  static final char STAR = '\uE003';

  private Marks() {}

  static boolean isMark(char c) {
    return c >= ANY && c <= STAR;
  }

  /** Whether all of the text is known. */
  static boolean isKnown(String text) {
    return text.chars().noneMatch(c -> isMark((char) c));
  }

  /** Whether the text says nothing at all. */
  static boolean isNothing(String text) {
    return text.equals(String.valueOf(ANY));
  }
}
