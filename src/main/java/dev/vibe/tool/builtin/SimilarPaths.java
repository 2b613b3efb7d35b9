package dev.vibe.tool.builtin;

import dev.vibe.text.NearestName;
import dev.vibe.workspace.Access;
import dev.vibe.workspace.FileTree;
import dev.vibe.workspace.Resolution;
import dev.vibe.workspace.Workspace;
import dev.vibe.workspace.WorkspacePath;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finder of existing files that a missing path may have meant. */
final class SimilarPaths {

  private static final int MOST = 3;

  /** Files looked at; a larger workspace gets suggestions from its beginning. */
  private static final int MOST_FILES = 20_000;

  private SimilarPaths() {}

  /**
   * Up to three: the same name in another folder, the whole path misspelt, the nearest name in the
   * same folder. Blocks on disk.
   */
  static List<String> of(FileTree tree, Workspace workspace, WorkspacePath missing) {
    if (!(workspace.resolve(".", Access.READ) instanceof Resolution.Inside(WorkspacePath root))) {
      return List.of();
    }
    Set<String> found = new LinkedHashSet<>();
    List<String> all = new ArrayList<>();
    List<String> siblings = new ArrayList<>();
    String name = lastName(missing.relative());
    FileTree.Walk files = tree.walk(root);
    while (all.size() < MOST_FILES && files.hasNext()) {
      String path = files.next().path().relative();
      all.add(path);
      if (lastName(path).toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
        found.add(path);
      } else if (folder(path).equals(folder(missing.relative()))) {
        siblings.add(lastName(path));
      }
    }
    NearestName.close(siblings, name)
        .ifPresent(near -> found.add(folder(missing.relative()) + near));
    NearestName.close(all, missing.relative()).ifPresent(found::add);
    return found.stream().limit(MOST).toList();
  }

  private static String lastName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** With its {@code /}; empty for the root. */
  private static String folder(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }
}
