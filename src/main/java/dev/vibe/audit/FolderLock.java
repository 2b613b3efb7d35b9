package dev.vibe.audit;

import dev.vibe.file.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lock that the processes of a user, and the sessions of a process, take one after another. The
 * system lets it go when its holder dies.
 */
record FolderLock(Path file) {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(1);

  /**
   * Work under the lock.
   *
   * @param <T> what it gives
   */
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException;
  }

  /** Does the work once it is the only one. To be called where no interrupt comes. */
  <T> T during(Work<T> work) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      make();
    }
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        FileLock held = taken(channel)) {
      if (!held.isValid()) {
        throw new IOException("the lock " + file + " was lost");
      }
      return work.run();
    }
  }

  private void make() throws IOException {
    OwnerOnly.folder(Objects.requireNonNull(file.getParent(), "a lock is in a folder"));
    try {
      OwnerOnly.file(file);
    } catch (FileAlreadyExistsException e) {
      // Another process was faster.
    }
  }

  private FileLock taken(FileChannel channel) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      FileLock lock = attempted(channel);
      if (lock != null) {
        return lock;
      }
      if (System.nanoTime() > end) {
        throw new IOException("another process holds " + file);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private static @Nullable FileLock attempted(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) { // another session of this process
      return null;
    }
  }
}
