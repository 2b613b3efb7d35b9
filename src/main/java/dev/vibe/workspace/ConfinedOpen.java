package dev.vibe.workspace;

import dev.vibe.file.PseudoMounts;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.Set;

/**
 * Opener of a file below a folder, so that no link on the way is followed, also none that appears
 * while opening. Where the platform can, each folder is opened relative to the one before;
 * elsewhere the real path is compared before and after.
 */
final class ConfinedOpen {

  private static final Set<OpenOption> READ =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  private ConfinedOpen() {}

  /**
   * Opens a regular file for reading.
   *
   * @param base real path of the folder to stay in
   * @param file below it, as it was resolved: without links
   */
  static SeekableByteChannel read(Path base, Path file) throws IOException {
    if (PseudoMounts.ofMachine().hold(file)) { // to read one may block for ever
      throw new FileSystemException(file.toString(), null, "no file on a disk");
    }
    Path names = base.relativize(file);
    try (DirectoryStream<Path> top = Files.newDirectoryStream(base)) {
      if (top instanceof SecureDirectoryStream<Path> folder) {
        return readBelow(folder, names, file);
      }
    }
    requireUnmoved(file);
    requireRegular(
        Files.getFileAttributeView(file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS),
        file);
    SeekableByteChannel channel = Files.newByteChannel(file, READ);
    try {
      requireUnmoved(file);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static SeekableByteChannel readBelow(
      SecureDirectoryStream<Path> folder, Path names, Path file) throws IOException {
    Path name = names.getName(0);
    if (names.getNameCount() == 1) {
      requireRegular(
          folder.getFileAttributeView(
              name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS),
          file);
      return folder.newByteChannel(name, READ);
    }
    try (SecureDirectoryStream<Path> next =
        folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
      return readBelow(next, names.subpath(1, names.getNameCount()), file);
    }
  }

  /** Before opening, because opening a pipe would wait for its other end. */
  private static void requireRegular(BasicFileAttributeView view, Path file) throws IOException {
    if (!view.readAttributes().isRegularFile()) {
      throw new FileSystemException(file.toString(), null, "not a regular file");
    }
  }

  private static void requireUnmoved(Path file) throws IOException {
    if (!file.toRealPath().equals(file)) {
      throw new FileSystemException(file.toString(), null, "moved while it was opened");
    }
  }
}
