package dev.vibe.workspace;

import dev.vibe.file.FileName;
import dev.vibe.text.QuotedName;
import java.nio.file.Path;

/**
 * Path that was checked: it lies in the workspace (or an added folder), links resolved.
 *
 * @param relative as people see it: relative to the workspace root with {@code /}; absolute for a
 *     file outside of it
 * @param absolute where it really is; may not exist yet
 * @param base the root or added folder that it lies in, below which nothing follows a link; the top
 *     of the disk for a file outside, which a person let in
 */
public record WorkspacePath(String relative, Path absolute, Path base) {

  /** A file below the root. */
  public static WorkspacePath below(Path root, String relative) {
    return new WorkspacePath(relative, FileName.in(root, relative), root);
  }

  /**
   * A file wherever it is, as it is told from a folder.
   *
   * @param folder the working folder
   */
  public static WorkspacePath from(Path folder, Path file) {
    return file.startsWith(folder)
        ? new WorkspacePath(FileName.of(folder.relativize(file)), file, folder)
        : new WorkspacePath(FileName.of(file), file, file.getRoot());
  }

  /** As models and people are told it. */
  @Override
  public String toString() {
    return QuotedName.of(relative);
  }
}
