package dev.vibe.exec.shell;

import dev.vibe.text.Glob;
import java.util.Set;

/**
 * Files that a line names.
 *
 * @param patterns of whole paths, relative to where the line begins or absolute; of a folder all
 *     that is in it
 */
public record LinePaths(Set<String> patterns) {

  /** All below where the line begins. */
  static final String HERE = ".";

  public LinePaths {
    patterns = Set.copyOf(patterns);
  }

  /** Whether a file is among them, by its path relative to where the line begins. */
  public boolean has(String path) {
    return patterns.stream()
        .anyMatch(
            pattern ->
                pattern.equals("**")
                    || (pattern.equals(HERE) && !path.startsWith("../"))
                    || Glob.compile(pattern.startsWith("/") ? pattern : "/" + pattern)
                        .matches(path));
  }
}
