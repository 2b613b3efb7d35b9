package dev.vibe.git.config;

import dev.vibe.file.FileName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Folders of a repository. Found without JGit, because loading it costs more than all of this.
 *
 * @param worktree top folder of the work tree, real path
 * @param gitDir index, HEAD and what is in progress; of a linked worktree or submodule its own
 * @param commonDir config, objects and refs; the same as {@code gitDir} but in a linked worktree
 */
public record GitFolders(Path worktree, Path gitDir, Path commonDir) {

  private static final String ON_BRANCH = "ref: refs/heads/";

  /** Outcome of looking for a repository. */
  public sealed interface Search {
    record Found(GitFolders folders) implements Search {}

    record None() implements Search {}

    /** The folder lies in a repository's own storage, which has no work tree. */
    record Bare(Path gitDir) implements Search {}

    /** A {@code .git} file that leads nowhere. */
    record Broken(Path dotGit, String why) implements Search {}
  }

  /**
   * Looks in the folder and then upwards. Variables such as {@code GIT_DIR} are not asked: the
   * folder decides.
   */
  public static Search find(Path folder) {
    Path start = folder.toAbsolutePath().normalize();
    try {
      start = folder.toRealPath();
    } catch (IOException e) {
      return new Search.None();
    }
    for (Path at = start; at != null; at = at.getParent()) {
      Path dotGit = at.resolve(".git");
      if (Files.isRegularFile(dotGit)) {
        return followFile(at, dotGit);
      }
      if (isRepository(dotGit)) {
        return new Search.Found(new GitFolders(at, dotGit, commonDirOf(dotGit)));
      }
      if (isRepository(at)) {
        return new Search.Bare(at);
      }
    }
    return new Search.None();
  }

  private static Search followFile(Path worktree, Path dotGit) {
    String text;
    try {
      text = Files.size(dotGit) > 65_536 ? "" : Files.readString(dotGit).strip();
    } catch (IOException e) {
      return new Search.Broken(dotGit, "it cannot be read: " + e.getMessage());
    }
    if (!text.startsWith("gitdir:")) {
      return new Search.Broken(dotGit, "it does not start with \"gitdir:\"");
    }
    try {
      Path gitDir = worktree.resolve(text.substring("gitdir:".length()).strip()).toRealPath();
      return Files.isRegularFile(gitDir.resolve("HEAD"))
          ? new Search.Found(new GitFolders(worktree, gitDir, commonDirOf(gitDir)))
          : new Search.Broken(dotGit, gitDir + " is not a repository");
    } catch (IOException | RuntimeException e) {
      return new Search.Broken(dotGit, "it names a folder that is not there");
    }
  }

  private static boolean isRepository(Path folder) {
    return Files.isRegularFile(folder.resolve("HEAD"))
        && (Files.isRegularFile(folder.resolve("commondir"))
            || (Files.isDirectory(folder.resolve("objects"))
                && Files.isDirectory(folder.resolve("refs"))));
  }

  private static Path commonDirOf(Path gitDir) {
    Path pointer = gitDir.resolve("commondir");
    if (!Files.isRegularFile(pointer)) {
      return gitDir;
    }
    try {
      String named = Files.readString(pointer, StandardCharsets.UTF_8).strip();
      return gitDir.resolve(named).normalize();
    } catch (IOException | RuntimeException e) {
      return gitDir;
    }
  }

  /** The branch that is checked out, as its file says; empty when HEAD is on none. */
  public String branch() {
    try {
      String head = Files.readString(gitDir.resolve("HEAD"), StandardCharsets.UTF_8).strip();
      return head.startsWith(ON_BRANCH) ? head.substring(ON_BRANCH.length()) : "";
    } catch (IOException e) {
      return "";
    }
  }

  public Path index() {
    return gitDir.resolve("index");
  }

  /**
   * Whether files all over the work tree belong to the work in a folder of it. They do not where a
   * person keeps the whole home folder, or the disk, in a repository.
   */
  public boolean isProject(Path home) {
    return !home.startsWith(worktree);
  }

  /** Relative to the top of the work tree with {@code /}; empty for the top itself. */
  public String relative(Path inside) {
    return FileName.of(worktree.relativize(inside));
  }
}
