package dev.vibe.git.commit;

import dev.vibe.text.Figures;
import dev.vibe.text.FileDiff;
import java.util.Collection;

/** Size of a commit before it is made, as a person is told it. */
public record CommitSize(int files, int added, int removed) {

  /** Of these changes together. */
  public static CommitSize of(Collection<FileDiff> changes) {
    return new CommitSize(
        changes.size(),
        changes.stream().mapToInt(FileDiff::added).sum(),
        changes.stream().mapToInt(FileDiff::removed).sum());
  }

  /** In words, as in {@code 2 files +8 -1}. */
  public String words() {
    return Figures.count(files, "file") + " +" + added + " -" + removed;
  }
}
