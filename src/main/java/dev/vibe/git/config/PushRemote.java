package dev.vibe.git.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Remote that a branch is pushed to, chosen as {@code git push} chooses it.
 *
 * @param name as the repository calls it
 * @param address as the repository gives it, spelled as the user has Git spell it
 */
public record PushRemote(String name, String address) {

  /**
   * Chooses it.
   *
   * @param branch that HEAD is on, without {@code refs/heads/}; empty when HEAD is on none
   */
  public static Optional<PushRemote> of(GitConfig config, String branch) {
    List<String> remotes = config.remotes();
    return Stream.of(
            config.value("branch." + branch, "pushRemote"),
            config.value("remote", "pushDefault"),
            config.value("branch." + branch, "remote"),
            "origin",
            remotes.size() == 1 ? remotes.getFirst() : "")
        .filter(remotes::contains)
        .findFirst()
        .map(name -> new PushRemote(name, address(config, name)));
  }

  /** How the user reaches remotes over SSH: the command, which asks nobody anything. */
  public static String sshCommand(GitConfig config, GitSettings settings) {
    String given = settings.variable("GIT_SSH_COMMAND");
    String set = config.usersValue("core", "sshCommand");
    String command = given.isEmpty() ? set.isEmpty() ? "ssh" : set : given;
    String program = List.of(command.strip().split(" ", -1)).getFirst();
    boolean isOpenSsh = program.equals("ssh") || program.endsWith("/ssh");
    return isOpenSsh ? command + " -o BatchMode=yes" : command;
  }

  private static String address(GitConfig config, String name) {
    String push = config.value("remote." + name, "pushurl");
    String url = config.value("remote." + name, "url");
    if (!push.isEmpty()) {
      return rewritten(push, config.usersRewrites("insteadof")).orElse(push);
    }
    return rewritten(url, config.usersRewrites("pushinsteadof"))
        .or(() -> rewritten(url, config.usersRewrites("insteadof")))
        .orElse(url);
  }

  /** The longest beginning counts. */
  private static Optional<String> rewritten(String address, Map<String, String> rewrites) {
    return rewrites.keySet().stream()
        .filter(start -> !start.isEmpty() && address.startsWith(start))
        .max((a, b) -> Integer.compare(a.length(), b.length()))
        .map(start -> rewrites.get(start) + address.substring(start.length()));
  }
}
