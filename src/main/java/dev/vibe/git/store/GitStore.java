package dev.vibe.git.store;

import dev.vibe.git.config.Identity;
import dev.vibe.git.file.PathAttributes;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Port to what a commit needs from a repository. Paths are relative to the top of the work tree.
 * Object names are full, in hex. All methods block on disk; an {@link IOException} says that the
 * repository is damaged or the disk failed.
 */
public sealed interface GitStore extends AutoCloseable permits JGitStore, NativeStore {

  Head head() throws IOException;

  /** Entries of HEAD's tree, folders and submodules too; paths that it does not hold are absent. */
  Map<String, TreeEntry> committed(Head head, Collection<String> paths) throws IOException;

  /** What the index holds; each path is answered. */
  Map<String, Staged> staged(Collection<String> paths) throws IOException;

  /** Each path is answered. */
  Map<String, PathAttributes> attributes(Collection<String> paths) throws IOException;

  byte[] blob(String id) throws IOException;

  /** What Git stores for a file whose content goes through a filter or is rewritten otherwise. */
  byte[] filtered(String path, byte[] bytes) throws IOException;

  String insertBlob(byte[] bytes) throws IOException;

  /** The full name of the commit. */
  String insertCommit(NewCommit commit) throws IOException;

  /**
   * Changes the index under its lock: all of it, or nothing.
   *
   * @return false when a path was not as expected
   * @throws IndexLocked when somebody else holds the lock for too long
   */
  boolean restage(List<Restaging> changes) throws IOException, IndexLocked;

  /**
   * Moves the branch, or a detached HEAD.
   *
   * @return false when HEAD is not where it was
   */
  boolean advance(Head from, String commit, String reflog, Identity.Pair people) throws IOException;

  /**
   * Moves the branch, or a detached HEAD, to a commit that need not follow.
   *
   * @return false when HEAD is not where it was
   */
  boolean reset(Head from, String commit, String reflog, Identity.Pair people) throws IOException;

  /**
   * Writes the commit that the index is, as it is now; edits and base count for nothing.
   *
   * @throws IOException also when there are conflicts in it
   */
  String insertIndex(NewCommit commit) throws IOException;

  CommitHistory history();

  /** Adds a note under {@code refs/notes/vibe}. */
  void note(String commit, String text, Identity.Pair people) throws IOException;

  @Override
  void close();
}
