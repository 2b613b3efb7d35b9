package dev.vibe.git;

import dev.vibe.git.config.FilteredFiles;
import dev.vibe.git.config.GitConfig;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.GitSettings;
import dev.vibe.git.file.FileKind;
import dev.vibe.git.snapshot.Worktree;
import dev.vibe.git.snapshot.WorktreeScan;
import dev.vibe.git.store.FileStat;
import dev.vibe.git.store.GitStore;
import dev.vibe.git.store.Head;
import dev.vibe.git.store.IndexFile;
import dev.vibe.git.store.JGitStore;
import dev.vibe.git.store.NativeStore;
import dev.vibe.git.store.TrackedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reader of what a repository has stored of the files below one folder: the index, read again when
 * its file changed, and old content. Owned by the session's thread.
 */
final class IndexStorage implements Worktree.Storage, AutoCloseable {

  private final GitFolders folders;
  private final GitSettings settings;
  private final Path folder;
  private FileStat readAt = new FileStat(FileKind.REGULAR, -1, -1, "");
  private TrackedFiles tracked = TrackedFiles.NONE;
  private List<GitStore> opened = List.of();

  /**
   * Opens nothing yet.
   *
   * @param folder the top of the work tree, or below it
   */
  IndexStorage(GitFolders folders, GitSettings settings, Path folder) {
    this.folders = folders;
    this.settings = settings;
    this.folder = folder;
  }

  @Override
  public TrackedFiles tracked() {
    try {
      if (!Files.exists(folders.index())) {
        return TrackedFiles.NONE;
      }
      FileStat now = FileStat.of(FileStat.attributes(folders.index()));
      if (!now.equals(readAt)) {
        tracked = read(now.mtimeNanos());
        readAt = now;
      }
      return tracked;
    } catch (IOException e) {
      return TrackedFiles.NONE;
    }
  }

  private TrackedFiles read(long writtenNanos) throws IOException {
    // the object format is in the configuration, which is only read when the usual one fails
    IndexFile index;
    try {
      index = IndexFile.read(folders.index(), 20);
    } catch (IOException e) {
      index = IndexFile.read(folders.index(), 32);
    }
    String prefix = folders.relative(folder);
    String below = prefix.isEmpty() ? "" : prefix + "/";
    return TrackedFiles.below(below, index.entries(), writtenNanos);
  }

  @Override
  public byte[] blob(String id) throws IOException {
    return store().blob(id);
  }

  Head head() throws IOException {
    return store().head();
  }

  GitStore store() throws IOException {
    if (opened.isEmpty()) {
      GitConfig config = GitConfig.load(settings, folders);
      boolean hasGit = !settings.nativeGit().isEmpty();
      boolean jgit = !config.isBeyondJGit() && !(config.isPartialClone() && hasGit);
      if (!jgit && !hasGit) {
        throw new IOException("what only Git reads takes an installed git");
      }
      opened =
          List.of(
              jgit
                  ? JGitStore.open(folders, settings)
                  : new NativeStore(folders, settings, config));
    }
    return opened.getFirst();
  }

  @Override
  public WorktreeScan.Nested nested() {
    return WorktreeScan.Nested.LEFT_ALONE;
  }

  @Override
  public FilteredFiles filtered(WorktreeScan scan) {
    return FilteredFiles.of(folders, settings, folder, scan.files().keySet());
  }

  @Override
  public void close() {
    opened.forEach(GitStore::close);
    opened = List.of();
  }
}
