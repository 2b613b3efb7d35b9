package dev.vibe.git.commit;

import dev.vibe.git.store.IndexFile;
import dev.vibe.git.store.Staged;
import dev.vibe.git.store.TrackedFiles;
import dev.vibe.git.store.TreeEntry;
import dev.vibe.workspace.WorkspacePath;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Moment of a repository: where HEAD was, and what the index held.
 *
 * @param head full name of the commit; empty when there is none
 * @param index of the whole repository
 * @param top of the work tree
 */
public record Moment(String head, TrackedFiles index, Path top, Instant at) {

  /** One of which only the commit is known. */
  public static Moment ofHead(String head, Path top, Instant at) {
    return new Moment(head, TrackedFiles.NONE, top, at);
  }

  /**
   * The tracked files of a folder that were not on the disk, by their names in it; none are looked
   * for where there are more than so many. Blocks on disk.
   */
  public List<String> missing(Path folder, int most) {
    return index.files().size() > most
        ? List.of()
        : index.files().keySet().stream()
            .map(top::resolve)
            .filter(file -> file.startsWith(folder))
            .filter(file -> !Files.exists(file, LinkOption.NOFOLLOW_LINKS))
            .map(file -> WorkspacePath.from(folder, file).relative())
            .toList();
  }

  /** What the index held for a file. */
  Staged staged(WorkspacePath path) {
    if (!path.absolute().startsWith(top)) {
      return new Staged.Nothing();
    }
    String name = WorkspacePath.from(top, path.absolute()).relative();
    if (index.conflicted().contains(name)) {
      return new Staged.Conflict();
    }
    IndexFile.Entry entry = index.files().get(name);
    return entry == null || entry.intentToAdd()
        ? new Staged.Nothing()
        : new Staged.File(
            new TreeEntry(String.format(Locale.ROOT, "%06o", entry.mode()), entry.id()));
  }
}
