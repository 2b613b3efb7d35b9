package dev.vibe.git.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Hooks of a repository as Git finds them ({@code githooks}): executable files in its folder of
 * hooks, or in {@code core.hooksPath}. They are code of the repository.
 *
 * @param folder may be missing
 */
public record Hooks(Path folder) {

  public static final String PRE_COMMIT = "pre-commit";
  public static final String PREPARE_MESSAGE = "prepare-commit-msg";
  public static final String CHECK_MESSAGE = "commit-msg";
  public static final String POST_COMMIT = "post-commit";

  /** Run behind an amend alone. */
  public static final String POST_REWRITE = "post-rewrite";

  private static final List<String> OF_COMMIT =
      List.of(PRE_COMMIT, PREPARE_MESSAGE, CHECK_MESSAGE, POST_COMMIT);

  public static Hooks of(GitConfig config, GitFolders folders, GitSettings settings) {
    String named = config.value("core", "hooksPath");
    Path folder =
        named.isEmpty()
            ? folders.commonDir().resolve("hooks")
            : ConfigPlaces.named(named, folders.worktree(), settings).orElse(folders.worktree());
    return new Hooks(folder);
  }

  /** The file of a hook that Git would run. */
  public Optional<Path> find(String name) {
    Path file = folder.resolve(name);
    return Files.isRegularFile(file) && Files.isExecutable(file)
        ? Optional.of(file)
        : Optional.empty();
  }

  /**
   * Whether a file is one of them, or would be: Husky's, one folder up, are started from {@code
   * .husky/_}.
   */
  public boolean areIn(Path file) {
    Path up = folder.getParent();
    return file.startsWith(folder)
        || (folder.endsWith("_") && up != null && up.equals(file.getParent()));
  }

  /** Names of those that run on every commit, in their order. */
  public List<String> onCommit() {
    return OF_COMMIT.stream().filter(name -> find(name).isPresent()).toList();
  }
}
