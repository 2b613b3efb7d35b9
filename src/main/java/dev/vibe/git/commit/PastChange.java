package dev.vibe.git.commit;

import dev.vibe.git.snapshot.WorktreeChange;
import java.util.List;

/**
 * Change of an earlier process, as it was recorded.
 *
 * @param before the moment right before it
 * @param commits that were made by it
 */
public record PastChange(List<WorktreeChange> changes, Moment before, List<String> commits) {
  public PastChange {
    changes = List.copyOf(changes);
    commits = List.copyOf(commits);
  }
}
