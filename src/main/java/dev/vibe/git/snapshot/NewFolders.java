package dev.vibe.git.snapshot;

import dev.vibe.file.FileName;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Finder of folders that come with new files, and are to go with them again. */
public final class NewFolders {

  private NewFolders() {}

  /**
   * Folders that writing these files is going to make.
   *
   * @param folder that they are told from
   * @param top that all of them are below
   */
  public static List<String> missing(Path folder, Path top, Collection<Path> files) {
    return above(files, folder, top, each -> !Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS));
  }

  /** Folders of these files that were not there when the snapshot was taken. */
  public static List<String> since(WorktreeSnapshot before, Path folder, Collection<Path> files) {
    Path top = before.root();
    return above(
        files,
        folder,
        top,
        each -> !before.scan().rules().containsKey(FileName.of(top.relativize(each))));
  }

  private static List<String> above(
      Collection<Path> files, Path from, Path top, Predicate<Path> isNew) {
    TreeSet<String> found = new TreeSet<>();
    for (Path file : files) {
      for (Path folder = file.getParent();
          folder != null && folder.startsWith(top) && !folder.equals(top);
          folder = folder.getParent()) {
        if (!from.startsWith(folder) && isNew.test(folder)) {
          found.add(FileName.of(from.relativize(folder)));
        }
      }
    }
    return List.copyOf(found);
  }
}
