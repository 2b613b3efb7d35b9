package dev.vibe.git.commit;

import dev.vibe.git.file.FileState;
import dev.vibe.git.store.Staged;
import dev.vibe.text.FileDiff;
import dev.vibe.workspace.WorkspacePath;
import dev.vibe.workspace.change.FileChange;
import dev.vibe.workspace.content.Content;
import java.util.List;
import java.util.Optional;

/**
 * File that a run changed.
 *
 * @param before without any of the run's changes; what the user changed meanwhile is in it
 * @param base without those of the run's changes that no commit holds: the commit of now, and the
 *     user's own uncommitted lines
 * @param after with all of them
 * @param entangled the user changed the same lines while the run did, so that neither part can be
 *     told from the other
 * @param link of a submodule the commit that it is at; empty for a file
 */
public record ChangedFile(
    WorkspacePath path,
    FileState before,
    FileState base,
    FileState after,
    boolean entangled,
    Origin origin,
    String link) {

  /**
   * Origin of a file: what it goes on from.
   *
   * @param committedAs the file of HEAD that {@code base} goes on from; another than the path when
   *     the run moved it
   * @param stagedByUser what the index would hold without what the run staged; empty when it staged
   *     nothing
   * @param written lines that the run wrote at some time
   * @param movedTo where the run moved the file to, with lines of the user's in it
   */
  public record Origin(
      WorkspacePath committedAs,
      Optional<Staged> stagedByUser,
      KnownLines written,
      Optional<WorkspacePath> movedTo) {}

  /** All that the run changed in it; without lines where its content is not known. */
  public FileDiff change() {
    return diff(before);
  }

  /** What no commit holds of that. */
  public FileDiff uncommitted() {
    return diff(base);
  }

  /** The same when an edit that is not written yet has left it so. */
  public FileDiff uncommitted(Content left) {
    return FileChange.between(path, base.asContent(), left).diff();
  }

  private FileDiff diff(FileState from) {
    FileDiff diff = FileChange.between(path, from.asContent(), after.asContent()).diff();
    return from instanceof FileState.Unkept || after instanceof FileState.Unkept
        ? new FileDiff(diff.path(), diff.kind(), List.of(), 0, 0)
        : diff;
  }

  /** Whether it is at another place than in HEAD. */
  boolean isMoved() {
    return !origin.committedAs().equals(path);
  }
}
