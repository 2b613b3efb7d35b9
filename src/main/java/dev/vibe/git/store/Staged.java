package dev.vibe.git.store;

/** Entry that the index holds for a path. */
public sealed interface Staged {
  record Nothing() implements Staged {}

  record File(TreeEntry entry) implements Staged {}

  record Conflict() implements Staged {}
}
