package dev.vibe.forge;

import dev.vibe.git.remote.RemoteUrl;

/**
 * Project at a forge.
 *
 * @param host of the forge, in lower case, with the port where it has an odd one
 * @param api address of the API, without a slash at its end
 * @param project {@code owner/name}; at GitLab with all its groups
 * @param push where branches are pushed to
 */
public record ForgeSite(ForgeKind kind, String host, String api, String project, RemoteUrl push) {

  /** The first part of {@link #project}. */
  String owner() {
    int slash = project.indexOf('/');
    return slash < 0 ? project : project.substring(0, slash);
  }

  /** For people. */
  String shown() {
    return project + " at " + host;
  }
}
