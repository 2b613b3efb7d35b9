package dev.vibe.git.store;

import dev.vibe.git.config.GitConfig;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.GitSettings;
import java.io.IOException;

class JGitStoreTest extends GitStoreContract {

  @Override
  GitStore open(GitFolders folders, GitSettings settings, GitConfig config) throws IOException {
    return JGitStore.open(folders, settings);
  }
}
