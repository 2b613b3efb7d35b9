package dev.vibe.git.commit;

import dev.vibe.git.config.GitConfig;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.GitSettings;
import dev.vibe.git.store.GitStore;
import dev.vibe.git.store.JGitStore;
import java.io.IOException;
import org.junit.jupiter.api.Nested;

class JGitCommitTest {

  @Nested
  class Place extends PlaceCommits {
    @Override
    GitStore store(GitFolders folders, GitSettings settings, GitConfig config) throws IOException {
      return JGitStore.open(folders, settings);
    }
  }

  @Nested
  class Safe extends SafeCommits {
    @Override
    GitStore store(GitFolders folders, GitSettings settings, GitConfig config) throws IOException {
      return JGitStore.open(folders, settings);
    }
  }

  @Nested
  class Series extends SeriesCommits {
    @Override
    GitStore store(GitFolders folders, GitSettings settings, GitConfig config) throws IOException {
      return JGitStore.open(folders, settings);
    }
  }

  @Nested
  class Mixed extends MixedCommits {
    @Override
    GitStore store(GitFolders folders, GitSettings settings, GitConfig config) throws IOException {
      return JGitStore.open(folders, settings);
    }
  }

  @Nested
  class Backward extends BackwardCommits {
    @Override
    GitStore store(GitFolders folders, GitSettings settings, GitConfig config) throws IOException {
      return JGitStore.open(folders, settings);
    }
  }

  @Nested
  class Content extends ContentCommits {
    @Override
    GitStore store(GitFolders folders, GitSettings settings, GitConfig config) throws IOException {
      return JGitStore.open(folders, settings);
    }
  }
}
