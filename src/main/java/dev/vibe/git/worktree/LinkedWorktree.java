package dev.vibe.git.worktree;

import dev.vibe.file.FolderDeletion;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.store.NativeGit;
import dev.vibe.git.store.NativeGit.Request;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Maker of linked worktrees, by {@code git worktree add}.
 *
 * @param folders of the repository that they are of
 * @param git that runs in it
 */
record LinkedWorktree(GitFolders folders, NativeGit git) {

  /** What Git knows of each lies below it, in the part that all worktrees share. */
  private static final String KNOWN = "worktrees";

  /**
   * Makes one.
   *
   * @param folder a new or empty one
   * @param options of Git that say on which branch
   * @param commit full name, or a branch
   */
  void add(Path folder, List<String> options, String commit) throws IOException {
    Path known = folders.commonDir().resolve(KNOWN);
    if (Files.exists(known, LinkOption.NOFOLLOW_LINKS)
        && !Files.isDirectory(known, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(known + " is no folder");
    }
    Files.createDirectories(known);
    List<String> words = new ArrayList<>(List.of("worktree", "add", "--quiet"));
    words.addAll(options);
    words.addAll(List.of("--", folder.toString(), commit));
    Request request = Request.of(words.toArray(String[]::new));
    NativeGit.good(request, git.attempt(request));
    // Git noted the folder that vibe keeps its configuration in; any other git needs the real one.
    Path own = known(folder);
    Files.writeString(folder.resolve(".git"), "gitdir: " + own + "\n");
  }

  /** What Git keeps of a worktree. */
  private Path known(Path folder) throws IOException {
    List<Path> found = allKnown(folders.commonDir(), folder);
    if (found.isEmpty()) {
      throw new IOException("Git does not know the worktree " + folder);
    }
    return found.getFirst();
  }

  /** What is kept of a worktree in the shared part of a repository, if anything is. */
  private static List<Path> allKnown(Path commonDir, Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    Path known = commonDir.resolve(KNOWN);
    if (!Files.isDirectory(known, LinkOption.NOFOLLOW_LINKS)) {
      return found;
    }
    String dotGit = folder.resolve(".git").toString();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(known)) {
      for (Path each : all) {
        Path pointer = each.resolve("gitdir");
        if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)
            && Files.isRegularFile(pointer, LinkOption.NOFOLLOW_LINKS)
            && Files.size(pointer) < 65_536
            && Files.readString(pointer).strip().equals(dotGit)) {
          found.add(each);
        }
      }
    }
    return found;
  }

  /** Has Git forget a worktree, whether its folder is there or not. */
  static void forget(Path commonDir, Path folder) throws IOException {
    for (Path each : allKnown(commonDir, folder)) {
      FolderDeletion.of(each);
    }
  }
}
