package dev.vibe.conversation;

/**
 * Reasoning of a model: what it thought aloud.
 *
 * @param text empty when there was none
 * @param form how the server sent it (e.g. {@code reasoning_content}, {@code thinking-chunks}), so
 *     that it goes back only in that form and to that kind of server; empty with empty text
 */
public record Reasoning(String text, String form) {

  public static final Reasoning NONE = new Reasoning("", "");

  public boolean isEmpty() {
    return text.isEmpty();
  }
}
