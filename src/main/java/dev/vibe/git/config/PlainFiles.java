package dev.vibe.git.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Check of a repository for a pipe or a device in the place of a file: Git would wait for it for
 * ever, or read it without end. Cheap; opens nothing.
 */
public final class PlainFiles {

  private static final List<String> OF_WORKTREE =
      List.of(".gitattributes", ".gitignore", ".gitmodules", ".mailmap");

  private static final List<String> OF_GIT_FOLDER =
      List.of("HEAD", "index", "config.worktree", "commondir", "logs/HEAD");

  private static final List<String> OF_COMMON_FOLDER =
      List.of(
          "config",
          "packed-refs",
          "shallow",
          "info/exclude",
          "info/attributes",
          "info/sparse-checkout",
          "objects/info/alternates");

  private PlainFiles() {}

  /** The first that is neither a file nor a folder, itself or where it leads. */
  public static Optional<Path> obstacle(GitFolders folders) {
    return Stream.of(
            OF_WORKTREE.stream().map(folders.worktree()::resolve),
            OF_GIT_FOLDER.stream().map(folders.gitDir()::resolve),
            OF_COMMON_FOLDER.stream().map(folders.commonDir()::resolve))
        .flatMap(paths -> paths)
        .filter(Files::exists)
        .filter(path -> !Files.isRegularFile(path) && !Files.isDirectory(path))
        .findFirst();
  }
}
