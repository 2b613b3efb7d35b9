package dev.vibe.git.remote;

import dev.vibe.git.config.GitConfig;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.GitSettings;
import dev.vibe.git.config.OngoingWork;
import dev.vibe.git.config.PushRemote;
import dev.vibe.git.store.NativeGit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Way from a repository to its remotes. Reads the configuration when it is made, and nothing else.
 *
 * @param folder that paths start from
 */
public record RemoteAccess(
    Path folder, GitFolders folders, GitSettings settings, GitConfig config) {

  /**
   * Reads the configuration.
   *
   * @throws IOException when it cannot be read
   */
  public static RemoteAccess of(Path folder, GitFolders folders, GitSettings settings)
      throws IOException {
    return new RemoteAccess(folder, folders, settings, GitConfig.load(settings, folders));
  }

  /** Whether there is a {@code git} to do it with. */
  public boolean hasGit() {
    return !settings.nativeGit().isEmpty();
  }

  /** What the user began in the repository and has not finished. */
  public OngoingWork ongoing() {
    return OngoingWork.in(folders.gitDir());
  }

  /**
   * The remote that a branch is pushed to.
   *
   * @param branch that HEAD is on; empty when HEAD is on none
   */
  public Optional<PushRemote> remote(String branch) {
    return PushRemote.of(config, branch);
  }

  public LocalBranches local() {
    return new LocalBranches(folders, git());
  }

  /**
   * The branches at an address.
   *
   * @param settings of Git for proxies and certificates
   * @param direct hosts that are reached without a proxy; empty leaves that to the environment
   */
  public RemoteBranches remote(
      RemoteUrl url, Login login, Map<String, String> settings, String direct) {
    String ssh = PushRemote.sshCommand(config, this.settings);
    return new RemoteBranches(git(), url, login, new RemoteBranches.Way(ssh, settings, direct));
  }

  private NativeGit git() {
    return new NativeGit(folder, folders, settings, config);
  }
}
