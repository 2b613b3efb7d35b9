package dev.vibe.git.store;

import dev.vibe.git.config.Identity;
import java.util.List;
import java.util.Map;

/**
 * Commit to be written; not yet on any branch.
 *
 * @param base whose tree it starts from
 * @param parents full names
 */
public record NewCommit(
    Head base,
    Map<String, Edit> edits,
    List<String> parents,
    String message,
    Identity.Pair people) {

  /** One that follows HEAD. */
  public static NewCommit on(
      Head head, Map<String, Edit> edits, String message, Identity.Pair people) {
    return new NewCommit(
        head, edits, head.isUnborn() ? List.of() : List.of(head.commit()), message, people);
  }
}
