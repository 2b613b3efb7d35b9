package dev.vibe.approval;

/** Answer to a question, by somebody or for want of anybody. */
public sealed interface Answer {

  record Yes() implements Answer {}

  /** Yes, and do not ask again in this session for the same kind of thing (see {@link Grants}). */
  record YesForSession() implements Answer {}

  /**
   * Yes, and for good: the rule holds from now on and stands in their {@code rules.toml}.
   *
   * @param rule lets everything through that the question was about
   */
  record YesAlways(Rule rule) implements Answer {}

  /**
   * A person said no.
   *
   * @param reason for the model; empty when none was given
   */
  record No(String reason) implements Answer {}

  /** Run this command instead; only an answer to a question with one {@code Run} effect. */
  record RunInstead(String command) implements Answer {}

  /**
   * Put this text into the file instead, or make it the message of the commit, which is asked about
   * once more; only an answer to a question with a proposed text.
   */
  record WriteInstead(String text) implements Answer {}

  /** There was nobody to ask. */
  record Nobody() implements Answer {}

  /** Whether that very thing may be done as it was asked about. */
  default boolean isYes() {
    return switch (this) {
      case Yes y -> true;
      case YesForSession y -> true;
      case YesAlways y -> true;
      case No n -> false;
      case Nobody n -> false;
      case RunInstead r -> false;
      case WriteInstead w -> false;
    };
  }
}
