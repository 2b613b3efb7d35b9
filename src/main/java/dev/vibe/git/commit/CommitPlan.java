package dev.vibe.git.commit;

import dev.vibe.git.commit.CommitOutcome.Skipped;
import dev.vibe.git.file.LineCount;
import dev.vibe.git.store.Edit;
import dev.vibe.git.store.Restaging;
import java.util.List;

/**
 * Plan of what a commit would hold. Computed without changing anything but adding objects that
 * nothing refers to.
 *
 * @param added for the search for secrets
 */
record CommitPlan(List<Item> items, List<Skipped> skipped, AddedSecrets added) {
  CommitPlan {
    items = List.copyOf(items);
    skipped = List.copyOf(skipped);
  }

  /**
   * One file.
   *
   * @param path relative to the top of the work tree
   * @param edit of the tree
   * @param restaging of the index, so that what the user staged and did not stage stays
   * @param undo the index as it was
   */
  record Item(
      ChangedFile file,
      String path,
      Edit edit,
      Restaging restaging,
      Restaging undo,
      LineCount lines) {}
}
