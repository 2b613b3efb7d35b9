package dev.vibe.workspace.patch;

import dev.vibe.problem.RefusalCode;
import dev.vibe.workspace.content.Content;
import dev.vibe.workspace.edit.MatchStep;

/** Outcome of a patch for the content of one file. */
public sealed interface Patched {

  /**
   * It fits.
   *
   * @param content with the mode {@link Content.Mode#AS_IT_IS}
   * @param step the loosest in which a place was found
   */
  record Made(Content.Present content, MatchStep step) implements Patched {

    /** Where nothing was looked for. */
    public Made(Content.Present content) {
      this(content, MatchStep.EXACT);
    }
  }

  /**
   * It does not.
   *
   * @param message why, where, and what to do
   */
  record Refused(RefusalCode kind, String message) implements Patched {}
}
