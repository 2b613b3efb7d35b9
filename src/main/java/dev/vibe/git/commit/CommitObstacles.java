package dev.vibe.git.commit;

import dev.vibe.git.config.GitConfig;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.NativeFilters;
import dev.vibe.git.file.FileKind;
import dev.vibe.git.file.FileState;
import dev.vibe.git.file.FileState.Held;
import dev.vibe.git.file.FileState.Unkept;
import dev.vibe.git.snapshot.Worktree;
import dev.vibe.git.store.TreeEntry;
import dev.vibe.workspace.IgnoreRules;
import java.nio.file.Files;
import java.util.List;

/** Obstacles that keep a file out of a commit whatever it holds. */
final class CommitObstacles {

  private final GitConfig config;
  private final GitFolders folders;
  private final IgnoreRules rulesOfTop;

  CommitObstacles(GitConfig config, GitFolders folders, IgnoreRules rulesOfTop) {
    this.config = config;
    this.folders = folders;
    this.rulesOfTop = rulesOfTop;
  }

  /** Why the file cannot be committed whatever its content; empty when it can. */
  String of(ChangedFile file, CommitPlace place) {
    if (isInRepositoryBelow(place)) {
      return "it belongs to a submodule or another repository";
    }
    if (file.entangled()) {
      return "you changed the same lines while the run did";
    }
    String unknown = unknown(file);
    if (!unknown.isEmpty()) {
      return unknown;
    }
    TreeEntry inHead = place.head().get(place.path());
    if (inHead != null && (inHead.isFolder() || inHead.isSubmodule())) {
      return "it takes the place of a folder or submodule";
    }
    if (file.after() instanceof Held && !place.isTracked() && isIgnored(place.path())) {
      return "Git ignores it";
    }
    return filterObstacle(place.attributes().filter());
  }

  private static String unknown(ChangedFile file) {
    boolean isKnown = !(file.after() instanceof Unkept) && !(file.base() instanceof Unkept);
    if (isKnown) {
      return "";
    }
    return isTooLarge(file.after()) || isTooLarge(file.base())
        ? "it is too large to tell the run's change from yours"
        : "what it held could not be read, so the run's change cannot be told from yours";
  }

  private static boolean isTooLarge(FileState state) {
    return state instanceof Unkept(FileKind kind, long size) && size > Worktree.MOST_BYTES_OF_FILE;
  }

  private String filterObstacle(String filter) {
    boolean known = config.filters().contains(filter);
    if (filter.equals(NativeFilters.LFS)) {
      return known ? "" : "it belongs into LFS, which is not set up: git lfs install";
    }
    return known ? "it goes through the filter \"" + filter + "\"" : "";
  }

  private boolean isInRepositoryBelow(CommitPlace place) {
    List<String> all = CommitPlace.andItsFolders(place.path());
    for (String folder : all.subList(1, all.size())) {
      TreeEntry entry = place.head().get(folder);
      boolean submodule = entry != null && entry.isSubmodule();
      if (submodule || Files.exists(folders.worktree().resolve(folder).resolve(".git"))) {
        return true;
      }
    }
    return place.path().equals(".git") || place.path().startsWith(".git/");
  }

  private boolean isIgnored(String path) {
    IgnoreRules rules = rulesOfTop;
    for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
      String folder = path.substring(0, slash);
      if (rules.ignored(folder, IgnoreRules.Kind.FOLDER)) {
        return true;
      }
      rules = rules.enter(folder);
    }
    return rules.ignored(path, IgnoreRules.Kind.FILE);
  }
}
