package dev.vibe.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Maker of files and folders that nobody but their owner may read, where the file system can tell.
 */
public final class OwnerOnly {

  private OwnerOnly() {}

  /** Folders above it that are missing are made too; one that is there stays as it is. */
  public static void folder(Path path) throws IOException {
    Files.createDirectories(path, attributes(path, "rwx------"));
  }

  /** An empty file, which must not exist yet. */
  public static void file(Path path) throws IOException {
    Files.createFile(path, attributes(path, "rw-------"));
  }

  /** A file with this text; one that is there keeps its rights. */
  public static void write(Path path, String text) throws IOException {
    try {
      file(path);
    } catch (FileAlreadyExistsException e) {
      // What it holds is written over.
    }
    Files.writeString(path, text);
  }

  private static FileAttribute<?>[] attributes(Path path, String permissions) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
