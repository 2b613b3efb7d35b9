package dev.vibe.git.commit;

import dev.vibe.git.snapshot.WorktreeChange;
import java.util.List;

/**
 * Change of an earlier process, as it was recorded.
 *
 * @param meanwhile what others had changed of the session's files since the change before it
 * @param before the moment right before it
 * @param commits that were made by it
 */
public record PastChange(
    List<WorktreeChange> meanwhile,
    List<WorktreeChange> changes,
    Moment before,
    List<String> commits) {
  public PastChange {
    meanwhile = List.copyOf(meanwhile);
    changes = List.copyOf(changes);
    commits = List.copyOf(commits);
  }
}
