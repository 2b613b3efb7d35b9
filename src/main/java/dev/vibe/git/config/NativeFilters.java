package dev.vibe.git.config;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Settings of the only filter that an installed {@code git} is given: LFS where it is set up, with
 * its well-known commands in place of whatever is configured. Of all others it does not know.
 */
public final class NativeFilters {

  public static final String LFS = "lfs";

  private NativeFilters() {}

  /** To look at files: where LFS is not installed, they are compared as they are. */
  public static Map<String, String> toLook(GitConfig config, GitSettings settings) {
    return settings.has("git-lfs") ? of(config) : Map.of();
  }

  /** To store files: where LFS is not installed, Git fails. */
  public static Map<String, String> of(GitConfig config) {
    Map<String, String> settings = new LinkedHashMap<>();
    if (config.filters().contains(LFS)) {
      String section = "filter." + LFS;
      settings.put(section + ".clean", "git-lfs clean -- %f");
      settings.put(section + ".smudge", "git-lfs smudge -- %f");
      settings.put(section + ".required", "true");
      if (!config.value(section, "process").isEmpty()) {
        settings.put(section + ".process", "git-lfs filter-process");
      }
    }
    return settings;
  }
}
