package dev.vibe.git;

import dev.vibe.git.config.GitSettings;
import dev.vibe.git.snapshot.WorktreeChange;
import dev.vibe.git.snapshot.WorktreeSnapshot;
import dev.vibe.workspace.WorkspacePath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Folders that were added to a session and lie outside of what its own folder's snapshots cover:
 * what a command changes in them. Owned by the session's thread. Blocks on disk.
 */
public final class AddedFolders implements AutoCloseable {

  private final Path workingFolder;
  private final List<GitWorkspace> folders;

  /** What each held before the command that runs; empty while none does. */
  private Map<GitWorkspace, WorktreeSnapshot> before = Map.of();

  /** What the session's own snapshots are of. */
  private Path covered = Path.of("");

  private AddedFolders(Path workingFolder, List<GitWorkspace> folders) {
    this.workingFolder = workingFolder;
    this.folders = folders;
  }

  /** Of a session that has none. */
  public static AddedFolders none() {
    return new AddedFolders(Path.of(""), List.of());
  }

  /**
   * Opens each as a workspace of its own; cheap.
   *
   * @param workingFolder real path
   * @param added real paths
   */
  public static AddedFolders open(Path workingFolder, List<Path> added, GitSettings settings) {
    return new AddedFolders(
        workingFolder, added.stream().map(each -> GitWorkspace.open(each, settings)).toList());
  }

  /**
   * To be called right before a command.
   *
   * @param working what the working folder and its repository hold now
   */
  public void begin(WorktreeSnapshot working) {
    covered = working.root();
    before = new LinkedHashMap<>();
    for (GitWorkspace each : folders) {
      if (!each.folder().startsWith(covered)) {
        before.put(each, each.snapshot());
      }
    }
  }

  /** What changed since; the paths are as from the working folder. Given once. */
  public List<WorktreeChange> end() {
    List<WorktreeChange> found = new ArrayList<>();
    before.forEach(
        (folder, then) -> {
          for (WorktreeChange change : folder.changesSince(then)) {
            Path file = change.path().absolute();
            if (file.startsWith(folder.folder()) && !file.startsWith(covered)) {
              WorkspacePath path = WorkspacePath.from(workingFolder, file);
              found.add(new WorktreeChange(path, change.before(), change.after()));
            }
          }
        });
    before = Map.of();
    return found;
  }

  @Override
  public void close() {
    folders.forEach(GitWorkspace::close);
  }
}
