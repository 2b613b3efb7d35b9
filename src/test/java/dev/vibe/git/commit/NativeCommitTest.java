package dev.vibe.git.commit;

import dev.vibe.git.config.GitConfig;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.GitSettings;
import dev.vibe.git.store.GitStore;
import dev.vibe.git.store.NativeStore;
import org.junit.jupiter.api.Nested;

class NativeCommitTest {

  @Nested
  class Place extends PlaceCommits {
    @Override
    GitStore store(GitFolders folders, GitSettings settings, GitConfig config) {
      return new NativeStore(folders, settings, config);
    }
  }

  @Nested
  class Safe extends SafeCommits {
    @Override
    GitStore store(GitFolders folders, GitSettings settings, GitConfig config) {
      return new NativeStore(folders, settings, config);
    }
  }

  @Nested
  class Series extends SeriesCommits {
    @Override
    GitStore store(GitFolders folders, GitSettings settings, GitConfig config) {
      return new NativeStore(folders, settings, config);
    }
  }

  @Nested
  class Mixed extends MixedCommits {
    @Override
    GitStore store(GitFolders folders, GitSettings settings, GitConfig config) {
      return new NativeStore(folders, settings, config);
    }
  }

  @Nested
  class Backward extends BackwardCommits {
    @Override
    GitStore store(GitFolders folders, GitSettings settings, GitConfig config) {
      return new NativeStore(folders, settings, config);
    }
  }

  @Nested
  class Content extends ContentCommits {
    @Override
    GitStore store(GitFolders folders, GitSettings settings, GitConfig config) {
      return new NativeStore(folders, settings, config);
    }
  }
}
