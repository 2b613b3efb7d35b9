package dev.vibe.git.commit;

import dev.vibe.git.file.FileState;
import dev.vibe.workspace.WorkspacePath;
import java.util.List;

/**
 * File that a run changed.
 *
 * @param before without any of the run's changes; what the user changed meanwhile is in it
 * @param committed {@code before} with those of the run's changes that are in a commit of the run
 * @param after with all of them
 * @param between states the file went through, oldest first; the larger and older ones are left out
 * @param entangled the user changed the same lines while the run did, so that neither part can be
 *     told from the other
 */
public record ChangedFile(
    WorkspacePath path,
    FileState before,
    FileState committed,
    FileState after,
    List<FileState> between,
    boolean entangled) {
  public ChangedFile {
    between = List.copyOf(between);
  }

  /** Whether something of it is in no commit of the run yet. */
  boolean isPending() {
    return entangled || !committed.sameAs(after);
  }
}
