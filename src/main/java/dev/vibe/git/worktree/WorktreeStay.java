package dev.vibe.git.worktree;

import dev.vibe.file.ProcessLock;
import dev.vibe.problem.Problem;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stay in a managed worktree: nobody else works in it until this is closed.
 *
 * @param isNew whether it was made for this
 * @param notices what could not be brought along
 */
public record WorktreeStay(
    ManagedWorktree worktree,
    boolean isNew,
    List<Problem> notices,
    WorktreeRecords records,
    ProcessLock lock)
    implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WorktreeStay.class);

  public WorktreeStay {
    notices = List.copyOf(notices);
  }

  @Override
  public void close() {
    try {
      records.unmark(worktree.name());
    } catch (IOException e) {
      LOG.warn("cannot note that the work in {} has ended", worktree.folder(), e);
    }
    lock.close();
  }
}
