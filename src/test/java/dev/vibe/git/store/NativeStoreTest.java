package dev.vibe.git.store;

import dev.vibe.git.config.GitConfig;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.GitSettings;

class NativeStoreTest extends GitStoreContract {

  @Override
  GitStore open(GitFolders folders, GitSettings settings, GitConfig config) {
    return new NativeStore(folders, settings, config);
  }
}
