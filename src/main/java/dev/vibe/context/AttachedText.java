package dev.vibe.context;

import dev.vibe.conversation.Part;
import dev.vibe.text.RepeatedStacks;
import dev.vibe.text.Truncation;
import java.util.Locale;

/**
 * Builder of attachments from text that came along with a prompt: its name says where it came from
 * and how long it was, its stacks are folded, and what is still too long loses its middle.
 */
public final class AttachedText {

  private AttachedText() {}

  /** All of something. */
  public static Part.Attachment of(String origin, String text, Truncation.Keep keep) {
    return part(origin + ", " + length(text), text, keep);
  }

  /**
   * Some lines of something.
   *
   * @param whole what they are of
   */
  public static Part.Attachment partOf(
      String origin, String text, String whole, Truncation.Keep keep) {
    return part(origin + ", of " + length(whole), text, keep);
  }

  private static Part.Attachment part(String name, String text, Truncation.Keep keep) {
    return new Part.Attachment(name, Truncation.chars(RepeatedStacks.fold(text), keep).text());
  }

  private static String length(String text) {
    long lines = text.lines().count();
    return String.format(Locale.ROOT, "%,d line%s", lines, lines == 1 ? "" : "s");
  }
}
