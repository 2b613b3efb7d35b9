package dev.vibe.provider.openai.wire;

/** Forms in which servers send reasoning that are not the name of a field. */
final class Forms {

  /** Mistral: {@code content} is a list with {@code thinking} chunks. */
  static final String THINKING_CHUNKS = "thinking-chunks";

  /** Tags in the text itself, which templates of such models take out again. */
  static final String TAGS = "think-tags";

  private Forms() {}
}
