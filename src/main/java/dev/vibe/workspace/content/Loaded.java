package dev.vibe.workspace.content;

import dev.vibe.problem.RefusalCode;

/** What reading a file for an edit came to. */
public sealed interface Loaded {

  /** A text file; {@code content} is exactly the bytes that {@code file} was decoded from. */
  record Text(TextFile file, Content.Present content) implements Loaded {}

  /**
   * No text to edit.
   *
   * @param message for the model: what is wrong and what to do instead
   */
  record Refused(RefusalCode kind, String message) implements Loaded {}
}
