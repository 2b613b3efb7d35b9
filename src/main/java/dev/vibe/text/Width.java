package dev.vibe.text;

/** How many columns text takes on a terminal. */
public final class Width {

  private Width() {}

  /** Columns of one line of text without control characters. */
  public static int of(String text) {
    return text.codePointCount(0, text.length());
  }
}
