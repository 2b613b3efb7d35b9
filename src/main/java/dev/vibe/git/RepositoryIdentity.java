package dev.vibe.git;

import dev.vibe.git.config.GitConfig;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.GitSettings;
import java.io.IOException;
import java.nio.file.Files;

/**
 * Reader of what tells a repository from others, in all its clones: its first commit, which a
 * shallow clone lacks, and the address of its remote.
 */
final class RepositoryIdentity {

  private RepositoryIdentity() {}

  /** Empty where it has neither. Takes long in a large history. */
  static String of(GitFolders folders, GitSettings settings, IndexStorage storage)
      throws IOException {
    boolean isShallow = Files.exists(folders.commonDir().resolve("shallow"));
    String head = storage.head().commit();
    String root = head.isEmpty() || isShallow ? "" : storage.store().history().root(head);
    return (root + " " + RemoteAddress.plain(GitConfig.load(settings, folders).remote())).strip();
  }
}
