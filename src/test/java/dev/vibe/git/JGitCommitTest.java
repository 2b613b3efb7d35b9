package dev.vibe.git;

import java.io.IOException;

class JGitCommitTest extends CommitContract {

  @Override
  GitStore store(GitFolders folders, GitSettings settings, GitConfig config) throws IOException {
    return JGitStore.open(folders, settings);
  }
}
