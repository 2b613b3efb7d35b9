package dev.vibe.git;

class NativeCommitTest extends CommitContract {

  @Override
  GitStore store(GitFolders folders, GitSettings settings, GitConfig config) {
    return new NativeStore(folders, settings, config);
  }
}
