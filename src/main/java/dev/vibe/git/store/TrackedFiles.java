package dev.vibe.git.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * View of the index from the working folder; paths are relative to it.
 *
 * @param files without conflicts and submodules
 * @param folders that hold at least one of the files
 * @param conflicted files with more than one stage
 * @param submodules folders that are repositories of their own
 * @param writtenNanos when the index was written; a file that is not older may have changed unseen
 */
public record TrackedFiles(
    Map<String, IndexFile.Entry> files,
    Set<String> folders,
    Set<String> conflicted,
    Map<String, IndexFile.Entry> submodules,
    long writtenNanos) {

  public static final TrackedFiles NONE =
      new TrackedFiles(Map.of(), Set.of(), Set.of(), Map.of(), Long.MAX_VALUE);

  private static final int TYPE = 0170000;
  private static final int GITLINK = 0160000;
  private static final int FOLDER = 0040000;

  /**
   * The part of an index below a folder.
   *
   * @param prefix of the working folder with a final {@code /}; empty for the top
   */
  public static TrackedFiles below(
      String prefix, List<IndexFile.Entry> entries, long writtenNanos) {
    Map<String, IndexFile.Entry> files = HashMap.newHashMap(entries.size());
    Set<String> conflicted = new HashSet<>();
    Map<String, IndexFile.Entry> submodules = new HashMap<>();
    List<String> seen = new ArrayList<>();
    for (IndexFile.Entry entry : entries) {
      if (!entry.path().startsWith(prefix)) {
        continue;
      }
      String path = entry.path().substring(prefix.length());
      int type = entry.mode() & TYPE;
      if (type == FOLDER) {
        continue; // left out of a sparse checkout
      }
      seen.add(path);
      if (entry.stage() != 0) {
        conflicted.add(path);
      } else if (type == GITLINK) {
        submodules.put(path, entry);
      } else {
        files.put(path, entry);
      }
    }
    return new TrackedFiles(files, foldersOf(seen), conflicted, submodules, writtenNanos);
  }

  private static Set<String> foldersOf(List<String> paths) {
    Set<String> folders = new HashSet<>();
    for (String path : paths) {
      int slash = path.lastIndexOf('/');
      while (slash > 0 && folders.add(path.substring(0, slash))) {
        slash = path.lastIndexOf('/', slash - 1);
      }
    }
    return folders;
  }

  public boolean isTracked(String path) {
    return files.containsKey(path) || conflicted.contains(path);
  }
}
