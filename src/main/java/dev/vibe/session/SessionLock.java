package dev.vibe.session;

import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Lock that keeps everybody else from writing to a session, until it is closed or the process ends.
 * In a file of its own, because closing any handle of a file gives up all locks that the process
 * has on it.
 */
final class SessionLock implements AutoCloseable {

  private static final String FILE = "lock";

  private final FileChannel channel;

  private SessionLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Never waits. Where the file system knows no locks, everybody gets one.
   *
   * @throws VibeException (usage) when somebody has it
   * @throws IOException when the folder cannot be written to
   */
  static SessionLock take(Path session) throws IOException {
    FileChannel channel =
        FileChannel.open(
            session.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (isTaken(channel)) {
      channel.close();
      throw inUse(session);
    }
    return new SessionLock(channel);
  }

  /** Whether somebody has it; false where the file system knows no locks. */
  static boolean isHeld(Path session) {
    try (FileChannel channel = FileChannel.open(session.resolve(FILE), StandardOpenOption.WRITE)) {
      return isTaken(channel);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isTaken(FileChannel channel) {
    try {
      FileLock lock = channel.tryLock();
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static VibeException inUse(Path session) {
    String id = String.valueOf(session.getFileName());
    return new VibeException(
        ExitCode.USAGE,
        new Problem(
            ProblemCode.SESSION_IN_USE,
            "cannot take up session " + id,
            "another vibe is working in it",
            "leave it there first   or   vibe --fork " + id + "   for a copy"));
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // The lock goes with the process at the latest.
    }
  }
}
