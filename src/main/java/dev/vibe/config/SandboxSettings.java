package dev.vibe.config;

import java.util.List;

/**
 * Settings of the confinement of commands.
 *
 * @param commands {@code auto}, {@code off} or {@code require}
 * @param hosts that confined commands may reach; an asterisk for every one
 * @param writable further folders that they may write to; may begin with {@code ~/}
 * @param hidden further paths that they do not see; may begin with {@code ~/}
 */
public record SandboxSettings(
    String commands, List<String> hosts, List<String> writable, List<String> hidden) {

  public SandboxSettings {
    hosts = List.copyOf(hosts);
    writable = List.copyOf(writable);
    hidden = List.copyOf(hidden);
  }
}
