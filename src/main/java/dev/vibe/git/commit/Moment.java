package dev.vibe.git.commit;

import dev.vibe.git.store.GitStore.Staged;
import dev.vibe.git.store.IndexFile;
import dev.vibe.git.store.TrackedFiles;
import dev.vibe.git.store.TreeEntry;
import dev.vibe.workspace.WorkspacePath;
import java.time.Instant;
import java.util.Locale;

/**
 * Moment of a repository: where HEAD was, and what the index held.
 *
 * @param head full name of the commit; empty when there is none
 */
public record Moment(String head, TrackedFiles index, Instant at) {

  /** What the index held for a file. */
  Staged staged(WorkspacePath path) {
    if (index.conflicted().contains(path.relative())) {
      return new Staged.Conflict();
    }
    IndexFile.Entry entry = index.files().get(path.relative());
    return entry == null || entry.intentToAdd()
        ? new Staged.Nothing()
        : new Staged.File(
            new TreeEntry(String.format(Locale.ROOT, "%06o", entry.mode()), entry.id()));
  }
}
