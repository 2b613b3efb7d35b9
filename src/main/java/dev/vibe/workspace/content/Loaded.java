package dev.vibe.workspace.content;

/** What reading a file for an edit came to. */
public sealed interface Loaded {

  /** A text file; {@code content} is exactly the bytes that {@code file} was decoded from. */
  record Text(TextFile file, Content.Present content) implements Loaded {}

  /**
   * No text to edit.
   *
   * @param kind one of {@code no_file}, {@code is_directory}, {@code not_regular}, {@code
   *     too_large}, {@code binary}, {@code not_utf8}, {@code read_only}, {@code permission}
   * @param message for the model: what is wrong and what to do instead
   */
  record Refused(String kind, String message) implements Loaded {}
}
