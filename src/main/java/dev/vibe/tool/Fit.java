package dev.vibe.tool;

import dev.vibe.workspace.edit.MatchStep;

/** How an edit found its place. */
public sealed interface Fit {

  /** It replaces the file as a whole, or makes it. */
  record Whole() implements Fit {}

  /** By its old text, in this step. */
  record Matched(MatchStep step) implements Fit {}
}
