package dev.vibe.workspace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** Reads the file of an edit, or says why there is none to edit. */
final class FileReading {

  private static final Set<PosixFilePermission> WRITE =
      Set.of(
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_WRITE);

  private FileReading() {}

  static Loaded load(WorkspacePath path) {
    String name = path.relative();
    Path file = path.absolute();
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isDirectory()) {
        return new Loaded.Refused(
            "is_directory", name + " is a directory. Name a file in it; glob lists them.");
      }
      if (!attributes.isRegularFile()) {
        return new Loaded.Refused(
            "not_regular", name + " is not a regular file (a pipe, socket, device or link).");
      }
      if (attributes.size() > TextFile.MAX_BYTES) {
        return TextFile.tooLarge(name, attributes.size());
      }
      if (isReadOnly(file)) {
        return new Loaded.Refused(
            "read_only",
            name + " is read-only and was left alone. If it shall change, ask the user.");
      }
      return TextFile.decode(name, bytes(file));
    } catch (NoSuchFileException e) {
      return noFile(name);
    } catch (AccessDeniedException e) {
      return new Loaded.Refused("permission", name + " may not be read: permission denied.");
    } catch (IOException e) {
      return new Loaded.Refused("permission", name + " cannot be read: " + e.getMessage());
    }
  }

  static Loaded.Refused noFile(String name) {
    return new Loaded.Refused(
        "no_file", "There is no file " + name + ". Check the name with glob, or use write_file.");
  }

  /** At most one byte more than can be edited, also when the file grows meanwhile. */
  private static byte[] bytes(Path file) throws IOException {
    try (InputStream in =
        Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      return in.readNBytes(TextFile.MAX_BYTES + 1);
    }
  }

  /** True when nobody may write the file, also when the process could, as the superuser can. */
  static boolean isReadOnly(Path file) throws IOException {
    if (!Files.isWritable(file)) {
      return true;
    }
    if (!Files.getFileStore(file).supportsFileAttributeView("posix")) {
      return false;
    }
    return Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS).stream()
        .noneMatch(WRITE::contains);
  }
}
