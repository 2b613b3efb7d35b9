package dev.vibe.git.store;

import dev.vibe.git.file.FileKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Attributes that tell cheaply whether a file changed.
 *
 * @param mtimeNanos since the epoch
 * @param key device and inode, where the file system has them
 */
public record FileStat(FileKind kind, long size, long mtimeNanos, Object key) {

  private static final long SECOND = 1_000_000_000L;

  /** Attributes of the file itself, also when it is a link. */
  public static BasicFileAttributes attributes(Path file) throws IOException {
    try {
      return Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (UnsupportedOperationException e) {
      return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
  }

  public static FileStat of(BasicFileAttributes attributes) {
    return new FileStat(
        kind(attributes),
        attributes.size(),
        attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
        Objects.requireNonNullElse(attributes.fileKey(), ""));
  }

  private static FileKind kind(BasicFileAttributes attributes) {
    if (attributes.isSymbolicLink()) {
      return FileKind.SYMLINK;
    }
    boolean executable =
        attributes instanceof PosixFileAttributes posix
            && posix.permissions().contains(PosixFilePermission.OWNER_EXECUTE);
    return executable ? FileKind.EXECUTABLE : FileKind.REGULAR;
  }

  /** What the file is now; a regular one when there is none or it cannot be asked. */
  public static FileKind kindOf(Path file) {
    try {
      return kind(attributes(file));
    } catch (IOException e) {
      return FileKind.REGULAR;
    }
  }

  /**
   * Whether the file is surely as it was staged.
   *
   * @param indexNanos when the index was written: a file that is not older may have changed since
   *     without its time telling. Some write times to the second only
   */
  public boolean matches(IndexFile.Entry entry, long indexNanos) {
    long staged = entry.stat().mtimeNanos();
    boolean wholeSeconds = staged % SECOND == 0;
    boolean sameTime = wholeSeconds ? staged / SECOND == mtimeNanos / SECOND : staged == mtimeNanos;
    boolean older =
        wholeSeconds ? mtimeNanos / SECOND < indexNanos / SECOND : mtimeNanos < indexNanos;
    return sameTime
        && older
        && entry.stat().size() == (size & 0xffffffffL)
        && entry.mode() == kind.bits();
  }
}
