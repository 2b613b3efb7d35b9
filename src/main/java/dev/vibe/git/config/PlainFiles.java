package dev.vibe.git.config;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Check of a repository for a pipe or a device in the place of a file: Git would wait for it for
 * ever, or read it without end. Opens nothing.
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

  private static final int MOST = 200_000;

  private PlainFiles() {}

  /** The first at the top that is neither a file nor a folder, itself or where it leads. */
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

  /**
   * The first in the folders of a work tree, as far as a look at {@link #MOST} files tells. To be
   * asked for only where Git takes long. Blocks on disk; never throws.
   */
  public static Optional<Path> obstacleBelow(Path worktree) {
    List<Path> found = new ArrayList<>();
    int[] seen = {0};
    try {
      Files.walkFileTree(
          worktree,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              return folder.endsWith(".git")
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (attributes.isOther() && OF_WORKTREE.contains(file.getFileName().toString())) {
                found.add(file);
              }
              return found.isEmpty() && ++seen[0] < MOST
                  ? FileVisitResult.CONTINUE
                  : FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      // What was seen until then counts.
    }
    return found.stream().findFirst();
  }
}
