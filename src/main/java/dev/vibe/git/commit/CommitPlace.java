package dev.vibe.git.commit;

import dev.vibe.git.file.PathAttributes;
import dev.vibe.git.store.Staged;
import dev.vibe.git.store.TreeEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Place in the repository: one path, with what HEAD and the index hold there. */
record CommitPlace(
    String path, Map<String, TreeEntry> head, Staged staged, PathAttributes attributes) {

  boolean isTracked() {
    return head.containsKey(path) || !(staged instanceof Staged.Nothing);
  }

  /** A path, and the folders that it is in. */
  static List<String> andItsFolders(String path) {
    List<String> all = new ArrayList<>(List.of(path));
    for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      all.add(path.substring(0, slash));
    }
    return all;
  }
}
