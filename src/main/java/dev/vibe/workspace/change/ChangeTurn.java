package dev.vibe.workspace.change;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Turn of one session to look at files a last time and replace them: sessions with the same state
 * folder take it one after another, so that none replaces what another has just written. The
 * operating system ends it with the process.
 */
final class ChangeTurn implements AutoCloseable {

  /** Whoever holds it longer is stopped in the middle; the last look at the files must do then. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration PAUSE = Duration.ofMillis(1);

  private final FileChannel channel;

  private ChangeTurn(FileChannel channel) {
    this.channel = channel;
  }

  /** Waits for the turn, for five seconds at most. */
  static ChangeTurn take(Path journalFolder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            journalFolder.resolveSibling(journalFolder.getFileName() + ".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!isLocked(channel) && System.nanoTime() < end) {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
      return new ChangeTurn(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // another session of this process has it
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
