package dev.vibe.exec.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * Stamp of a folder: while it stays the same, so do the names in it. Made of the time of the last
 * change of its entry, which nobody but the administrator sets.
 *
 * @param isSettled whether a change from now on shows: clocks of file systems tick some
 *     milliseconds apart, or seconds
 */
record FolderStamp(FileTime changed, boolean isSettled) {

  /** Of a folder that cannot be looked at: it may change at any time. */
  static final FolderStamp UNKNOWN = new FolderStamp(FileTime.fromMillis(0), false);

  private static final int SETTLED_MILLIS = 2_500;

  /** Empty for what is not there. */
  static Optional<FolderStamp> of(Path folder) {
    return changed(folder)
        .map(
            time ->
                new FolderStamp(
                    time, System.currentTimeMillis() - time.toMillis() > SETTLED_MILLIS));
  }

  private static Optional<FileTime> changed(Path folder) {
    try {
      return Optional.of(
          (FileTime) Files.getAttribute(folder, "unix:ctime", LinkOption.NOFOLLOW_LINKS));
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether nothing came or went in the folder since this was taken. */
  boolean isStillOf(Path folder) {
    return isSettled && changed(folder).filter(changed::equals).isPresent();
  }
}
