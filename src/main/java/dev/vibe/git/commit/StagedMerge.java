package dev.vibe.git.commit;

import dev.vibe.git.file.FileState;
import dev.vibe.git.file.FileState.Absent;
import dev.vibe.git.file.FileState.Held;
import dev.vibe.git.file.ThreeWay;
import dev.vibe.git.file.ThreeWay.Outcome.Merged;
import dev.vibe.git.store.Staged;
import dev.vibe.git.store.TreeEntry;

/** Merge of two changes of what the index holds for a file. Blocks on disk. */
record StagedMerge(Versions versions) {

  /** What both changes make of the first; the last one where they do not go together. */
  Staged merge(Staged base, Staged ours, Staged theirs) {
    if (base.equals(ours) || ours.equals(theirs)) {
      return theirs;
    }
    if (base.equals(theirs)) {
      return ours;
    }
    if (ThreeWay.merge(content(base), content(ours), content(theirs))
        instanceof Merged(FileState both)) {
      return both instanceof Held held ? of(versions.keep(held)) : new Staged.Nothing();
    }
    return theirs;
  }

  /** What is staged where a commit is checked out. */
  static Staged of(TreeEntry entry) {
    return entry.equals(TreeEntry.ABSENT) ? new Staged.Nothing() : new Staged.File(entry);
  }

  private FileState content(Staged staged) {
    return staged instanceof Staged.File(TreeEntry entry) ? versions.content(entry) : new Absent();
  }
}
