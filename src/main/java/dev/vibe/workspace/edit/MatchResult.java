package dev.vibe.workspace.edit;

import dev.vibe.problem.RefusalCode;

/** Outcome of an edit of a text. */
public sealed interface MatchResult {

  /** Bound of a refusal's message, in characters. */
  int MAX_MESSAGE = 2000;

  /**
   * The edit applies.
   *
   * @param text the whole text after it
   * @param step how the old text was found
   * @param line the first line that the old text covers, from 1
   * @param places how many places were replaced
   */
  record Replaced(String text, MatchStep step, int line, int places) implements MatchResult {}

  /**
   * The edit does not apply.
   *
   * @param message for the model, at most {@link #MAX_MESSAGE} characters: why, where, and what to
   *     do
   */
  record Refused(RefusalCode kind, String message) implements MatchResult {}
}
