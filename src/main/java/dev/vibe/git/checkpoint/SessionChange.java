package dev.vibe.git.checkpoint;

import dev.vibe.git.checkpoint.CheckpointRecord.Circumstances;
import dev.vibe.git.checkpoint.CheckpointRecord.HeadMove;
import dev.vibe.git.checkpoint.CheckpointRecord.HeadSwitch;
import dev.vibe.git.store.TreeEntry;
import java.util.List;
import java.util.Map;

/**
 * Change that something in a session makes.
 *
 * @param before the files that it changes, as they are before it
 * @param after the same files after it
 * @param made folders that come with it
 */
record SessionChange(
    Cause cause,
    Map<String, TreeEntry> before,
    Map<String, TreeEntry> after,
    List<String> made,
    Beside beside) {

  /** What does something, and when. */
  record Cause(TurnId turn, String title) {}

  /**
   * What something changes beside the files.
   *
   * @param was the repository before it
   */
  record Beside(
      RepositoryTrees was, RepositoryTrees became, List<HeadMove> heads, Circumstances about) {}

  /** Moves of HEAD by a command: on a branch, or to another one; at most one of each. */
  record HeadMoves(List<HeadMove> heads, List<HeadSwitch> switches) {
    static final HeadMoves NONE = new HeadMoves(List.of(), List.of());

    boolean isEmpty() {
      return heads.isEmpty() && switches.isEmpty();
    }
  }

  /** Whether there is nothing that an undo could take back, or has to name. */
  boolean isNothing() {
    return before.isEmpty()
        && beside.was().equals(beside.became())
        && beside.heads().isEmpty()
        && beside.about().switches().isEmpty()
        && beside.about().refs().isEmpty();
  }
}
