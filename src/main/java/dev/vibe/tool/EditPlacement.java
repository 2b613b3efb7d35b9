package dev.vibe.tool;

import dev.vibe.workspace.edit.MatchStep;

/** Way in which an edit found its place. */
public sealed interface EditPlacement {

  /** It replaces the file as a whole, or makes it. */
  record Whole() implements EditPlacement {}

  /** By its old text, in this step. */
  record Matched(MatchStep step) implements EditPlacement {}
}
