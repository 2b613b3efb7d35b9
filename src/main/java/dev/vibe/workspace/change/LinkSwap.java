package dev.vibe.workspace.change;

import dev.vibe.workspace.content.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writer of a symbolic link, or of something in place of one, which a {@link ChangeSet} leaves
 * alone. Each is one rename: killed at any point, the name stands for the old or the new.
 */
public final class LinkSwap {

  private LinkSwap() {}

  /** Makes the name a link to {@code target}; replaces a file or a link, never a folder. */
  public static void link(Path name, String target) throws IOException {
    Files.createDirectories(DraftName.parent(name));
    Path temp = free(name);
    Files.createSymbolicLink(temp, Path.of(target));
    move(temp, name);
  }

  /** Makes a regular file of a link. */
  public static void file(Path name, Content.Present content) throws IOException {
    Path temp = free(name);
    new DiskOperations().writeNew(temp, content, temp);
    move(temp, name);
  }

  private static void move(Path temp, Path name) throws IOException {
    try {
      if (Files.isDirectory(name, LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException(name + " is a folder");
      }
      Files.move(temp, name, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temp);
    }
  }

  private static Path free(Path name) {
    int seed = name.hashCode();
    Path temp;
    do {
      temp = name.resolveSibling(".vibe-%08x.tmp".formatted(seed++));
    } while (Files.exists(temp, LinkOption.NOFOLLOW_LINKS));
    return temp;
  }
}
