package dev.vibe.provider.openai.wire;

/** Forms in which servers send reasoning that are not the name of a field. */
public final class ReasoningForms {

  /** Mistral: {@code content} is a list with {@code thinking} chunks. */
  public static final String THINKING_CHUNKS = "thinking-chunks";

  /**
   * Tags in the text itself. It goes back there as it came: templates of such models keep what was
   * thought since the user's last message, and take out what is older.
   */
  public static final String TAGS = "think-tags";

  private ReasoningForms() {}
}
