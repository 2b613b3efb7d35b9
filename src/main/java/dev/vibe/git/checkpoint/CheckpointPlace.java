package dev.vibe.git.checkpoint;

import dev.vibe.file.FileName;
import dev.vibe.git.config.GitConfig;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.GitSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Place where the checkpoints of a working folder are.
 *
 * @param folder the working folder, real path
 * @param repositories the one it is in; at most one
 */
public record CheckpointPlace(Path folder, List<GitFolders> repositories, GitSettings settings) {

  /**
   * Names of files outside of the repository, or of the working folder without one, start with this
   * in a checkpoint.
   */
  private static final String OUTSIDE = ".vibe-outside";

  public CheckpointPlace {
    repositories = List.copyOf(repositories);
  }

  /** The user's repository when objects can be added to it, else a store of our own. */
  public CheckpointStore open(Steps steps) throws IOException {
    for (GitFolders folders : repositories) {
      if (takesObjects(folders)) {
        CheckpointStore store = CheckpointStore.in(folders, settings, steps);
        if (isTopOf(folders)) {
          store.takeOver(folder, settings);
        }
        return store;
      }
    }
    return CheckpointStore.beside(folder, settings, steps);
  }

  /**
   * Whether a checkpoint was made in this folder: under its name of now, or under one that is gone,
   * for then its repository was moved and brought the checkpoint along. Where there are or were
   * linked work trees, one of them may be what is gone. Blocks on disk.
   *
   * @param recorded the folder that the checkpoint names
   */
  public boolean isHere(String recorded) {
    if (recorded.equals(folder.toString())) {
      return true;
    }
    return repositories.stream().anyMatch(folders -> wasMoved(folders, recorded));
  }

  private boolean wasMoved(GitFolders folders, String recorded) {
    String inside = folders.relative(folder);
    boolean isAlone =
        folders.gitDir().equals(folders.commonDir())
            && !Files.isDirectory(folders.commonDir().resolve("worktrees"));
    return isAlone
        && takesObjects(folders)
        && (inside.isEmpty() || Path.of(recorded).endsWith(FileName.path(inside)))
        && !Files.isDirectory(Path.of(recorded));
  }

  /** Then files have the same names in checkpoints as without the repository. */
  private boolean isTopOf(GitFolders folders) {
    return folders.worktree().equals(folder);
  }

  private boolean takesObjects(GitFolders folders) {
    try {
      return Files.isWritable(folders.commonDir().resolve("objects"))
          && Files.isWritable(folders.commonDir())
          && !GitConfig.load(settings, folders).isBeyondJGit();
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  /** How a checkpoint names a file. */
  public String inCheckpoint(Path file) {
    for (GitFolders folders : repositories) {
      if (file.startsWith(folders.worktree())) {
        return folders.relative(file);
      }
    }
    return file.startsWith(folder)
        ? FileName.of(folder.relativize(file))
        : OUTSIDE + FileName.of(file);
  }

  /** Whether the file of that name lies outside, where no commit can have it. */
  public static boolean isOutside(String inCheckpoint) {
    return inCheckpoint.startsWith(OUTSIDE + "/");
  }

  /** The file of that name; always absolute and normal. */
  public Path onDisk(String inCheckpoint) {
    if (isOutside(inCheckpoint)) {
      return FileName.path(inCheckpoint.substring(OUTSIDE.length())).normalize();
    }
    return FileName.in(top(), inCheckpoint).normalize();
  }

  /** All that is recorded of what commands change is below this: the repository or the folder. */
  public Path top() {
    return repositories.isEmpty() ? folder : repositories.getFirst().worktree();
  }

  /** What the names of the files below a folder begin with in a checkpoint. */
  String prefix(Path root) {
    String below = repositories.isEmpty() ? "" : repositories.getFirst().relative(root);
    return below.isEmpty() ? "" : below + "/";
  }
}
