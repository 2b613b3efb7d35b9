package dev.vibe.conversation;

/** A piece of what the user says. */
public sealed interface Part {

  record Text(String text) implements Part {}

  /**
   * Text that came along with the prompt, such as piped standard input.
   *
   * @param name where it came from, shown to the model, e.g. {@code stdin}
   */
  record Attachment(String name, String text) implements Part {}
}
