package dev.vibe.git.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finder of the hooks that {@code git commit} would have run. They are code of the repository: not
 * run here.
 */
public final class Hooks {

  private Hooks() {}

  public static List<String> remarks(GitConfig config, GitFolders folders, GitSettings settings) {
    Path folder = folder(config, folders, settings);
    List<String> active =
        Stream.of("pre-commit", "prepare-commit-msg", "commit-msg", "post-commit")
            .filter(name -> Files.isExecutable(folder.resolve(name)))
            .toList();
    return active.isEmpty()
        ? List.of()
        : List.of("Hooks of this repository were not run: " + String.join(", ", active) + ".");
  }

  private static Path folder(GitConfig config, GitFolders folders, GitSettings settings) {
    String named = config.value("core", "hooksPath");
    if (named.isEmpty()) {
      return folders.commonDir().resolve("hooks");
    }
    return ConfigPlaces.named(named, folders.worktree(), settings).orElse(folders.worktree());
  }
}
