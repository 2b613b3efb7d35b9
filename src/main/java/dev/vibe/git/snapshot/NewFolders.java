package dev.vibe.git.snapshot;

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

  /** Folders that writing these files is going to make, topmost first. */
  public static List<String> missing(Path top, Collection<Path> files) {
    return above(
        files, top, folder -> !Files.isDirectory(top.resolve(folder), LinkOption.NOFOLLOW_LINKS));
  }

  /** Folders of these files that were not there when the snapshot was taken, topmost first. */
  public static List<String> since(WorktreeSnapshot before, Path top, Collection<Path> files) {
    return above(files, top, folder -> !before.scan().rules().containsKey(folder));
  }

  private static List<String> above(Collection<Path> files, Path top, Predicate<String> isNew) {
    TreeSet<String> found = new TreeSet<>();
    for (Path file : files) {
      for (Path folder = file.getParent();
          folder != null && folder.startsWith(top) && !folder.equals(top);
          folder = folder.getParent()) {
        String relative = top.relativize(folder).toString();
        if (isNew.test(relative)) {
          found.add(relative);
        }
      }
    }
    return List.copyOf(found);
  }
}
