package dev.vibe.file;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Check of files that a folder brings along: only what lies in the folder itself counts, never what
 * a link leads to, and never a pipe or a device. Blocks on disk.
 */
public final class PlainFile {

  private PlainFile() {}

  /** Whether a file is a regular one, to which no link below a folder leads. */
  public static boolean isIn(Path folder, Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && isReached(folder, file);
  }

  /** Whether the folders from one down to a file are folders, and no links. */
  public static boolean isReached(Path folder, Path file) {
    for (Path at = file.getParent(); at != null && !at.equals(folder); at = at.getParent()) {
      if (!Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
    }
    return file.startsWith(folder);
  }
}
