package dev.vibe.file;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/**
 * Lock by a file of our own, held until it is closed or the process ends, however it ends. In a
 * file of its own, because closing any handle of a file gives up all locks that the process has on
 * it. Where the file system knows no locks, everybody gets one.
 */
public final class ProcessLock implements AutoCloseable {

  private static final long LOOK_MILLIS = 10;

  private final FileChannel channel;

  private ProcessLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Never waits; empty when somebody has it.
   *
   * @throws IOException when the file cannot be made
   */
  public static Optional<ProcessLock> take(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (isTaken(channel)) {
      channel.close();
      return Optional.empty();
    }
    return Optional.of(new ProcessLock(channel));
  }

  /**
   * Waits for it.
   *
   * @throws IOException when it is not free in time, or the file cannot be made; an {@link
   *     InterruptedIOException}, with the thread's mark set again, when interrupted
   */
  public static ProcessLock await(Path file, Duration most) throws IOException {
    long end = System.nanoTime() + most.toNanos();
    while (true) {
      Optional<ProcessLock> lock = take(file);
      if (lock.isPresent()) {
        return lock.get();
      }
      if (System.nanoTime() - end > 0) {
        throw new IOException(file + " is held by somebody else");
      }
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw (IOException) new InterruptedIOException("interrupted").initCause(e);
      }
    }
  }

  /** Whether somebody has it. */
  public static boolean isHeld(Path file) {
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      return isTaken(channel);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isTaken(FileChannel channel) {
    try {
      return channel.tryLock() == null;
    } catch (OverlappingFileLockException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // the lock goes with the process at the latest
    }
  }
}
