package dev.vibe.git.checkpoint;

/**
 * State of a repository beside its files at one moment, as trees of a checkpoint's store.
 *
 * @param index what the index holds; empty when it was not recorded
 * @param operation files of a merge or the like that is in progress; empty when none was recorded
 */
public record RepositoryTrees(String index, String operation) {

  /** Nothing was recorded. */
  public static final RepositoryTrees NONE = new RepositoryTrees("", "");
}
