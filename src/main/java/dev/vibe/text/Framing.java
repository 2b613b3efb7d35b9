package dev.vibe.text;

import java.util.regex.Pattern;

/**
 * Notation in which a model is given text that somebody else wrote: between two marks, none of
 * which can stand in the text itself, so that nothing in it can pretend to come after its end.
 */
public final class Framing {

  private Framing() {}

  /**
   * The text in its frame.
   *
   * @param mark a word, such as {@code attachment}
   * @param attributes of the opening mark, with a blank in front; may be empty
   */
  public static String of(String mark, String attributes, String text) {
    return "<" + mark + attributes + ">\n" + withoutMark(mark, text) + "\n</" + mark + ">";
  }

  /** A mark in the text gets a backslash behind its bracket; all else stays as it is. */
  private static String withoutMark(String mark, String text) {
    if (text.indexOf('<') < 0) {
      return text;
    }
    return Pattern.compile("<(?=[\\s/\\p{Cf}]{0,8}+" + mark + ")", Pattern.CASE_INSENSITIVE)
        .matcher(text)
        .replaceAll("<\\\\");
  }
}
