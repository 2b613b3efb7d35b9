package dev.vibe.git.checkpoint;

import dev.vibe.git.config.GitFolders;
import dev.vibe.git.file.FileKind;
import dev.vibe.git.file.FileState;
import dev.vibe.git.store.FileStat;
import dev.vibe.git.store.Head;
import dev.vibe.git.store.IndexBytes;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;

/**
 * Look at what a repository is beside its files, as a command finds it: cheap enough to be waited
 * for. What it takes to make trees of it is done later, while the command changes the repository
 * already.
 *
 * @param indexAt when that file was written
 * @param index of its bytes; none where it cannot be kept
 * @param operation files that say what is in progress, by name
 * @param head none where that cannot be told
 */
record RepositoryMoment(
    FileStat indexAt,
    List<IndexBytes.Unparsed> index,
    Map<String, FileState> operation,
    List<Head> head) {

  static final FileStat NO_FILE = new FileStat(FileKind.REGULAR, -1, -1, "");

  RepositoryMoment {
    index = List.copyOf(index);
    operation = Map.copyOf(operation);
    head = List.copyOf(head);
  }

  static RepositoryMoment of(GitFolders folders, List<Head> head) throws IOException {
    FileStat at = indexStat(folders);
    return new RepositoryMoment(at, index(folders), OperationFiles.in(folders.gitDir()), head);
  }

  /** A checkpoint is no worse for one that cannot be kept, and an undo says so. */
  private static List<IndexBytes.Unparsed> index(GitFolders folders) {
    try {
      return List.of(IndexBytes.Unparsed.read(folders.index()));
    } catch (IOException e) {
      return List.of();
    }
  }

  static FileStat indexStat(GitFolders folders) throws IOException {
    try {
      return FileStat.of(FileStat.attributes(folders.index()));
    } catch (NoSuchFileException e) {
      return NO_FILE;
    }
  }
}
