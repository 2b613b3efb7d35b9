package dev.vibe.conversation;

/**
 * Reasoning of a model: what it thought aloud.
 *
 * @param text empty when there was none
 * @param form how the server sent it (e.g. {@code reasoning_content}, {@code thinking-chunks}), so
 *     that it goes back only in that form and to that kind of server; empty with empty text
 * @param marks what stood around it where it came in the answer itself
 */
public record Reasoning(String text, String form, Marks marks) {

  public static final Reasoning NONE = new Reasoning("", "");

  /**
   * Characters of an answer that part its beginning, which is reasoning, from the rest.
   *
   * @param before up to where it begins, e.g. {@code <think>}
   * @param after from where it ends up to the rest of the answer
   */
  public record Marks(String before, String after) {

    public static final Marks NONE = new Marks("", "");
  }

  /** One that came apart from the answer. */
  public Reasoning(String text, String form) {
    this(text, form, Marks.NONE);
  }

  public boolean isEmpty() {
    return text.isEmpty();
  }

  /** The answer that it came in, with the reasoning at its beginning, as it was sent. */
  public String within(String answer) {
    return marks.before() + text + marks.after() + answer;
  }
}
