package dev.vibe.git.worktree;

import dev.vibe.file.PlainFile;
import dev.vibe.git.config.GitConfig;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.GitFolders.Search;
import dev.vibe.git.config.GitSettings;
import dev.vibe.git.store.NativeGit;
import dev.vibe.git.store.NativeGit.Request;
import dev.vibe.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Submodules of a new worktree: those that are there in the work tree it was made from become
 * linked worktrees of the same submodules, so that nothing is fetched.
 *
 * @param from top of the work tree that has them
 * @param storage the folder of the repository in which the storage of submodules lies
 * @param to top of the new worktree
 */
record Submodules(Path from, Path storage, Path to, GitSettings settings) {

  private static final String KIND = "160000 commit ";

  /**
   * Outcome of filling them.
   *
   * @param filled their paths
   */
  record Filled(List<String> filled, List<Problem> left) {}

  /**
   * Fills those of a commit.
   *
   * @param git of the repository that names them
   */
  Filled fill(NativeGit git, String commit) throws IOException {
    List<String> filled = new ArrayList<>();
    List<Problem> left = new ArrayList<>();
    if (!Files.exists(to.resolve(".gitmodules"), LinkOption.NOFOLLOW_LINKS)) {
      return new Filled(filled, left);
    }
    Request request = Request.of("ls-tree", "-r", "-z", "--full-tree", commit);
    for (String entry : NativeGit.good(request, git.attempt(request)).fields()) {
      int tab = entry.indexOf('\t');
      if (entry.startsWith(KIND) && tab > 0) {
        fill(entry.substring(tab + 1), entry.substring(KIND.length(), tab), filled, left);
      }
    }
    return new Filled(filled, left);
  }

  private void fill(String path, String commit, List<String> filled, List<Problem> left)
      throws IOException {
    Path there = from.resolve(path);
    Path target = to.resolve(path);
    if (!PlainFile.isReached(to, target.resolve(".git"))) {
      left.add(WorktreeProblems.submodule(path, "its folder is not there"));
      return;
    }
    if (!(GitFolders.find(there) instanceof Search.Found(GitFolders folders))
        || !folders.worktree().equals(there)) {
      return; // it is empty there, too
    }
    if (!folders.gitDir().startsWith(storage)) {
      left.add(WorktreeProblems.submodule(path, "its storage is not in the repository's"));
      return;
    }
    GitConfig config = GitConfig.load(settings, folders);
    LinkedWorktree worktree =
        new LinkedWorktree(folders, new NativeGit(there, folders, settings, config));
    try {
      worktree.add(target, List.of("--detach"), commit);
      filled.add(path);
    } catch (IOException e) {
      left.add(WorktreeProblems.submodule(path, String.valueOf(e.getMessage())));
    }
  }
}
