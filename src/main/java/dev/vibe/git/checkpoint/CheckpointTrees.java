package dev.vibe.git.checkpoint;

import java.util.Locale;

/**
 * Trees of a record; each may be empty for none.
 *
 * @param before the files
 * @param was the repository beside them, before
 */
public record CheckpointTrees(
    String before, String after, RepositoryTrees was, RepositoryTrees became) {

  /** Part of a record's own tree; in the order that Git wants. */
  enum Part {
    AFTER,
    BEFORE,
    INDEX_AFTER,
    INDEX_BEFORE,
    OPERATION_AFTER,
    OPERATION_BEFORE;

    String file() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Of files alone. */
  public CheckpointTrees(String before, String after) {
    this(before, after, RepositoryTrees.NONE, RepositoryTrees.NONE);
  }

  String part(Part part) {
    return switch (part) {
      case AFTER -> after;
      case BEFORE -> before;
      case INDEX_AFTER -> became.index();
      case INDEX_BEFORE -> was.index();
      case OPERATION_AFTER -> became.operation();
      case OPERATION_BEFORE -> was.operation();
    };
  }
}
