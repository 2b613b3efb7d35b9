package dev.vibe.git.snapshot;

import dev.vibe.file.FileName;
import dev.vibe.git.file.FileState;
import dev.vibe.git.store.FileStat;
import dev.vibe.git.store.TrackedFiles;
import dev.vibe.workspace.IgnoreRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Snapshot of a folder with all that is below it, at one moment: what {@link
 * dev.vibe.git.GitWorkspace#changesSince} compares with. Immutable.
 */
public final class WorktreeSnapshot {

  private final Path root;
  private final WorktreeScan scan;
  private final TrackedFiles tracked;
  private final Map<String, FileState> kept;
  private final long settledBefore;
  private final long begun;

  /**
   * A snapshot.
   *
   * @param root the folder, which all paths are relative to
   * @param kept content of files whose content is not that of the index
   * @param settledBefore nanoseconds since the epoch; a file modified later may change again
   *     without its time telling
   * @param begun when the look began, by {@link System#nanoTime}
   */
  WorktreeSnapshot(
      Path root,
      WorktreeScan scan,
      TrackedFiles tracked,
      Map<String, FileState> kept,
      long settledBefore,
      long begun) {
    this.root = root;
    this.scan = scan;
    this.tracked = tracked;
    this.kept = kept;
    this.settledBefore = settledBefore;
    this.begun = begun;
  }

  public Path root() {
    return root;
  }

  public WorktreeScan scan() {
    return scan;
  }

  public TrackedFiles tracked() {
    return tracked;
  }

  /** How long ago the look began. */
  public Duration age() {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  public Map<String, FileState> kept() {
    return kept;
  }

  /** The same by absolute path. */
  public Map<Path, FileState> held() {
    Map<Path, FileState> held = HashMap.newHashMap(kept.size());
    kept.forEach((path, state) -> held.put(FileName.in(root, path), state));
    return held;
  }

  public boolean isSettled(FileStat stat) {
    return stat.mtimeNanos() < settledBefore;
  }

  /** Whether a path that is there now and was not met would have been met then. */
  boolean looked(String path) {
    for (int slash = 0; slash >= 0; slash = path.indexOf('/', slash + 1)) {
      if (scan.cut().contains(path.substring(0, slash))) {
        return false;
      }
    }
    return true;
  }

  /** Whether a path that the walk did not meet was left out on purpose. */
  boolean leftOut(String path) {
    String folder = "";
    int slash = path.indexOf('/');
    while (true) {
      IgnoreRules rules = scan.rules().get(folder);
      if (rules == null) {
        return scan.repositories().contains(folder)
            || tracked.submodules().containsKey(folder)
            || (!folder.isEmpty() && parentIgnores(folder));
      }
      if (slash < 0) {
        return rules.ignored(path, IgnoreRules.Kind.FILE);
      }
      folder = path.substring(0, slash);
      slash = path.indexOf('/', slash + 1);
    }
  }

  private boolean parentIgnores(String folder) {
    int slash = folder.lastIndexOf('/');
    IgnoreRules rules = scan.rules().get(slash < 0 ? "" : folder.substring(0, slash));
    return rules != null && rules.ignored(folder, IgnoreRules.Kind.FOLDER);
  }
}
