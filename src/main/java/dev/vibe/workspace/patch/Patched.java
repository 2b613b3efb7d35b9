package dev.vibe.workspace.patch;

import dev.vibe.problem.RefusalCode;
import dev.vibe.workspace.content.Content;

/** Outcome of a patch for the content of one file. */
public sealed interface Patched {

  /**
   * It fits.
   *
   * @param content with the mode {@link Content.Mode#AS_IT_IS}
   */
  record Made(Content.Present content) implements Patched {}

  /**
   * It does not.
   *
   * @param message why, where, and what to do
   */
  record Refused(RefusalCode kind, String message) implements Patched {}
}
