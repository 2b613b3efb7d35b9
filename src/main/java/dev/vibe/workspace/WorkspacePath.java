package dev.vibe.workspace;

import dev.vibe.text.QuotedName;
import java.nio.file.Path;

/**
 * Path that was checked: it lies in the workspace (or an added folder), links resolved.
 *
 * @param relative as people see it: relative to the workspace root with {@code /}; absolute for a
 *     file of an added folder
 * @param absolute where it really is; may not exist yet
 */
public record WorkspacePath(String relative, Path absolute) {

  /** As models and people are told it. */
  @Override
  public String toString() {
    return QuotedName.of(relative);
  }
}
