package dev.vibe.git.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Settings by which an installed {@code git} gets what a partial clone has left out: the addresses
 * of the remotes that promised it, as the repository names them, and how to get there, as the user
 * chose. An address that is to be got by a program of its own is left out.
 */
public final class PromisorRemotes {

  /** {@code https}, {@code ssh} and the like, {@code host:path}, or a folder; no {@code ext::}. */
  private static final Pattern ADDRESS =
      Pattern.compile("(?:(?:https?|ssh|git|file)://|/|[\\w.@-]+:(?!:)).*");

  private static final Pattern NAME = Pattern.compile("\\w[\\w./-]*");

  private PromisorRemotes() {}

  /** None where the repository is whole. */
  public static Map<String, String> settings(GitConfig config, GitSettings settings) {
    Map<String, String> found = new LinkedHashMap<>();
    for (String name : config.promisors()) {
      String remote = "remote." + name;
      String url = config.value(remote, "url");
      if (NAME.matcher(name).matches() && ADDRESS.matcher(url).matches()) {
        found.put(remote + ".url", url);
        found.put(remote + ".promisor", "true");
        String filter = config.value(remote, "partialCloneFilter");
        if (!filter.isEmpty()) {
          found.put(remote + ".partialCloneFilter", filter);
        }
      }
    }
    if (!found.isEmpty()) {
      for (String protocol : new String[] {"https", "http", "ssh", "git", "file"}) {
        found.put("protocol." + protocol + ".allow", "always");
      }
      String ssh = settings.variable("GIT_SSH_COMMAND");
      String usual = config.usersValue("core", "sshCommand");
      found.put("core.sshCommand", ssh.isEmpty() ? usual.isEmpty() ? "ssh" : usual : ssh);
      found.put("credential.helper", config.usersValue("credential", "helper"));
      found.putAll(config.usersAddresses());
    }
    return found;
  }
}
