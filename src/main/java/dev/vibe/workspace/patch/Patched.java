package dev.vibe.workspace.patch;

import dev.vibe.workspace.content.Content;

/** What a patch makes of the content of one file. */
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
   * @param kind as in {@link dev.vibe.workspace.edit.MatchResult.Refused}, or {@code
   *     wrong_version}, {@code no_context}, {@code damaged}, {@code not_utf8}, {@code binary}
   * @param message why, where, and what to do
   */
  record Refused(String kind, String message) implements Patched {}
}
