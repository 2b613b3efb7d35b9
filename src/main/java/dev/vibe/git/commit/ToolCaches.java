package dev.vibe.git.commit;

import java.util.List;
import java.util.Set;

/**
 * Names of what tools keep for themselves beside the sources, and nobody commits. Where a
 * repository does not ignore them, a test run makes them all the same. Pure.
 */
public final class ToolCaches {

  private static final Set<String> FOLDERS =
      Set.of(
          "__pycache__",
          ".pytest_cache",
          ".mypy_cache",
          ".ruff_cache",
          ".tox",
          ".nox",
          ".hypothesis",
          "node_modules",
          ".nyc_output",
          ".gradle",
          ".parcel-cache",
          ".turbo");

  private static final List<String> ENDS = List.of(".pyc", ".pyo", "/.DS_Store");

  private ToolCaches() {}

  /**
   * Whether a file is one.
   *
   * @param path relative, with {@code /}
   */
  public static boolean has(String path) {
    return ENDS.stream().anyMatch(("/" + path)::endsWith)
        || List.of(path.split("/", -1)).stream().anyMatch(FOLDERS::contains);
  }
}
