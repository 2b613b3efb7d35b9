package dev.vibe.approval;

/** What somebody, or nobody, answered. */
public sealed interface Answer {

  record Yes() implements Answer {}

  /** Yes, and do not ask again in this session for the same kind of thing (see {@link Grants}). */
  record YesForSession() implements Answer {}

  /**
   * A person said no.
   *
   * @param reason for the model; empty when none was given
   */
  record No(String reason) implements Answer {}

  /** Run this command instead; only an answer to a question with one {@code Run} effect. */
  record RunInstead(String command) implements Answer {}

  /** There was nobody to ask. */
  record Nobody() implements Answer {}
}
