package dev.vibe.git.commit;

import dev.vibe.git.config.GitConfig;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.GitSettings;
import dev.vibe.git.config.Identity;
import dev.vibe.git.store.GitProblems;
import dev.vibe.git.store.IndexLock;
import dev.vibe.git.store.NativeStore;
import dev.vibe.problem.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Prerequisites of commits in a repository, as far as they show before there is one to make. */
public final class CommitPrerequisites {

  private CommitPrerequisites() {}

  /**
   * What would keep a commit from being made: no identity, a need for {@code git} that is not
   * installed, or a lock that was left behind. Blocks on disk.
   */
  public static List<Problem> obstacles(GitFolders folders, GitSettings settings) {
    try {
      List<Problem> obstacles = new ArrayList<>();
      GitConfig config = GitConfig.load(settings, folders);
      if (Identity.find(config, settings) instanceof Identity.Found.Missing(Problem problem)) {
        obstacles.add(problem);
      }
      String reason = NativeStore.reasonForGit(config, folders);
      if (!reason.isEmpty() && settings.nativeGit().isEmpty()) {
        obstacles.add(GitProblems.needsGit(reason));
      }
      obstacles.addAll(IndexLock.leftBehind(folders, settings));
      return obstacles;
    } catch (IOException e) {
      return List.of(CommitProblems.failed(folders.gitDir(), e));
    }
  }
}
