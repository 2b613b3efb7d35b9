package dev.vibe.workspace.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * Policy on what may be written: the mode of a file or folder counts as well as what this process
 * could do, because to a superuser everything is writable. Touches the disk.
 */
public final class FileModes {

  private static final Set<PosixFilePermission> ANY_WRITE =
      Set.of(
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_WRITE);

  private FileModes() {}

  /** Whether the system has them; to ask for the mounted disk would read all that are mounted. */
  public static boolean areKnown(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /**
   * Whether this process may not write it, or nobody may.
   *
   * @throws IOException when it cannot be reached
   */
  public static boolean isReadOnly(Path path) throws IOException {
    if (!Files.isWritable(path)) {
      return true;
    }
    return areKnown(path)
        && Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS).stream()
            .noneMatch(ANY_WRITE::contains);
  }
}
