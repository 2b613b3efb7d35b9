package dev.vibe.git.store;

/** Edit of a tree or of the index: what it shall hold for a path. */
public sealed interface Edit {
  record Put(TreeEntry entry) implements Edit {}

  record Drop() implements Edit {}
}
