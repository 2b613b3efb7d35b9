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

  /**
   * State of HEAD: where commits go.
   *
   * @param branch full name; empty when HEAD is detached
   * @param commit empty on a branch without commits
   */
  record Head(String branch, String commit) {
    public boolean isDetached() {
      return branch.isEmpty();
    }

    public boolean isUnborn() {
      return commit.isEmpty();
    }
  }

  /** Entry that the index holds for a path. */
  sealed interface Staged {
    record Nothing() implements Staged {}

    record File(TreeEntry entry) implements Staged {}

    record Conflict() implements Staged {}
  }

  /** Edit of a tree or of the index: what it shall hold for a path. */
  sealed interface Edit {
    record Put(TreeEntry entry) implements Edit {}

    record Drop() implements Edit {}
  }

  /** A change of the index that is made only while the path is as expected. */
  record Restaging(String path, Staged expected, Edit edit) {

    /** What the index holds for the path afterwards. */
    public Staged left() {
      return switch (edit) {
        case Edit.Put(TreeEntry entry) -> new Staged.File(entry);
        case Edit.Drop() -> new Staged.Nothing();
      };
    }
  }

  /**
   * A commit to be written; not yet on any branch.
   *
   * @param base whose tree it starts from
   * @param parents full names
   */
  record NewCommit(
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

  /** Somebody else holds the lock of the index. */
  final class IndexLocked extends Exception {
    private static final long serialVersionUID = 1L;
  }
}
