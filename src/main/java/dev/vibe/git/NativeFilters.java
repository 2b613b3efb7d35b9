package dev.vibe.git;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Settings that keep an installed {@code git} from running filter programs that a repository names.
 * LFS is let through, with its well-known commands in place of whatever is configured.
 */
final class NativeFilters {

  static final String LFS = "lfs";

  private NativeFilters() {}

  static Map<String, String> overrides(Collection<String> filters) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String filter : filters) {
      boolean lfs = filter.equals(LFS);
      settings.put("filter." + filter + ".clean", lfs ? "git-lfs clean -- %f" : "");
      settings.put("filter." + filter + ".smudge", lfs ? "git-lfs smudge -- %f" : "");
      settings.put("filter." + filter + ".process", lfs ? "git-lfs filter-process" : "");
      settings.put("filter." + filter + ".required", Boolean.toString(lfs));
    }
    return settings;
  }
}
