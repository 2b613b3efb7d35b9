package dev.vibe.git.config;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Settings that keep an installed {@code git} from running filter programs that a repository names.
 * LFS is let through, with its well-known commands in place of whatever is configured.
 */
public final class NativeFilters {

  public static final String LFS = "lfs";

  private NativeFilters() {}

  public static Map<String, String> overrides(GitConfig config) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String filter : config.filters()) {
      String section = "filter." + filter;
      boolean lfs = filter.equals(LFS);
      settings.put(section + ".clean", lfs ? "git-lfs clean -- %f" : "");
      settings.put(section + ".smudge", lfs ? "git-lfs smudge -- %f" : "");
      settings.put(section + ".required", Boolean.toString(lfs));
      if (!lfs || !config.value(section, "process").isEmpty()) {
        settings.put(section + ".process", lfs ? "git-lfs filter-process" : "");
      }
    }
    return settings;
  }
}
