package dev.vibe.session;

import dev.vibe.event.Envelope;
import dev.vibe.event.Journal;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.VibeException;
import dev.vibe.protocol.EventCodec;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The log of one session, open for appending. One write an event; readable by its owner only. Owned
 * by the thread that owns the session.
 *
 * <p>Uses a plain stream, not a channel, because a channel closes itself when the thread that
 * writes is interrupted, and interrupting is how a run is cancelled.
 */
public final class SessionLog implements Journal, AutoCloseable {

  static final String FILE = "events.jsonl";

  private final Path file;
  private final FileOutputStream out;
  private State state = State.SYNCED;

  private enum State {
    SYNCED,
    PENDING,
    FAILED,
    CLOSED
  }

  private SessionLog(Path file, FileOutputStream out) {
    this.file = file;
    this.out = out;
  }

  /**
   * Starts the log of a new session as {@code <sessions>/<id>/events.jsonl}; folders that are
   * missing are made.
   *
   * @throws VibeException when that is not possible, also when the session exists; the caller
   *     decides whether work goes on without a log
   */
  public static SessionLog create(Path sessions, String id) {
    Path file = sessions.resolve(id).resolve(FILE);
    try {
      Files.createDirectories(file.getParent(), ownerOnly(file, "rwx------"));
      Files.createFile(file, ownerOnly(file, "rw-------"));
    } catch (IOException e) {
      throw new VibeException(ExitCode.FAILED, problem(file, e), e);
    }
    return appendingTo(file);
  }

  /** Appends to a file that exists. */
  static SessionLog appendingTo(Path file) {
    try {
      return new SessionLog(file, new FileOutputStream(file.toFile(), true));
    } catch (IOException e) {
      throw new VibeException(ExitCode.FAILED, problem(file, e), e);
    }
  }

  public Path file() {
    return file;
  }

  @Override
  public Optional<Problem> append(Envelope durable) {
    if (state == State.FAILED || state == State.CLOSED) {
      return Optional.empty();
    }
    try {
      out.write(Checksum.seal(EventCodec.encode(durable)));
      state = State.PENDING;
      return Optional.empty();
    } catch (IOException e) {
      return failed(e);
    }
  }

  @Override
  public Optional<Problem> sync() {
    if (state != State.PENDING) {
      return Optional.empty();
    }
    try {
      out.getFD().sync();
      state = State.SYNCED;
      return Optional.empty();
    } catch (IOException e) {
      return failed(e);
    }
  }

  /** Forces what is pending to the disk as far as that works, and closes the file. Idempotent. */
  @Override
  public void close() {
    if (state == State.CLOSED) {
      return;
    }
    sync();
    state = State.CLOSED;
    try {
      out.close();
    } catch (IOException e) {
      // Every byte was written and forced before, or a problem was reported; closing adds nothing.
    }
  }

  /** Nothing is appended after a failed write: it may have left half a line. */
  private Optional<Problem> failed(IOException e) {
    state = State.FAILED;
    return Optional.of(problem(file, e));
  }

  private static Problem problem(Path file, IOException e) {
    return new Problem(
        "session-log",
        "cannot keep the log of this session; work goes on without it",
        file + ": " + Reason.of(e),
        "make room or allow writing there, or point VIBE_HOME to another folder");
  }

  private static FileAttribute<?>[] ownerOnly(Path path, String permissions) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
