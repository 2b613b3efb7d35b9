package dev.vibe.session;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.Journal;
import dev.vibe.file.IoReason;
import dev.vibe.file.OwnerOnly;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.protocol.EventCodec;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Log of one session, open for appending. One write an event; readable by its owner only. The
 * images of a message are kept beside it first. Owned by the thread that owns the session.
 *
 * <p>Uses a plain stream, not a channel, because a channel closes itself when the thread that
 * writes is interrupted, and interrupting is how a run is cancelled.
 */
public final class SessionLog implements Journal, AutoCloseable {

  private final Path file;
  private final FileOutputStream out;
  private final Runnable unlocking;
  private State state = State.SYNCED;

  private enum State {
    SYNCED,
    PENDING,
    FAILED,
    CLOSED
  }

  private SessionLog(Path file, FileOutputStream out, Runnable unlocking) {
    this.file = file;
    this.out = out;
    this.unlocking = unlocking;
  }

  /**
   * A log that goes on.
   *
   * @param recording what it held
   */
  public record Reopened(SessionLog log, SessionReader.Recording recording) {}

  /**
   * Starts the log of a new session as {@code <sessions>/<id>/events.jsonl}; folders that are
   * missing are made.
   *
   * @throws VibeException when that is not possible, also when the session exists; the caller
   *     decides whether work goes on without a log
   */
  public static SessionLog create(Path sessions, String id) {
    Path session = sessions.resolve(id);
    Path file = session.resolve(SessionReader.FILE);
    try {
      OwnerOnly.folder(session);
      OwnerOnly.file(file);
      return locked(file);
    } catch (IOException e) {
      throw new VibeException(ExitCode.FAILED, problem(file, e), e);
    }
  }

  /**
   * Goes on with the log of an earlier session. What a crash left of a last line is moved to a file
   * beside it. Blocks on disk; memory grows with the log.
   *
   * @throws VibeException when there is no such log, when it cannot be written, or (usage) when
   *     another process has it open
   */
  public static Reopened reopen(Path sessions, String id) {
    Path session = sessions.resolve(id);
    Path file = session.resolve(SessionReader.FILE);
    try {
      SessionLog log = locked(file);
      try {
        SessionReader.Recording recording = SessionReader.read(session);
        DamagedTail.setAside(file, recording.tail());
        return new Reopened(log, recording);
      } catch (IOException | VibeException e) {
        log.close();
        throw e;
      }
    } catch (IOException e) {
      throw new VibeException(ExitCode.FAILED, unwritable(file, e), e);
    }
  }

  /**
   * Starts a session with a copy of all that another one holds, which may be in use.
   *
   * @throws VibeException as {@link #create}, or when there is no such log
   */
  public static Reopened fork(Path sessions, String origin, String id) {
    SessionReader.Recording recording = SessionReader.read(sessions.resolve(origin));
    SessionLog log = create(sessions, id);
    List<Envelope> copies = new ArrayList<>();
    for (Envelope each : recording.events()) {
      Envelope copy = new Envelope(each.seq(), each.at(), id, each.turn(), each.event());
      log.append(copy);
      copies.add(copy);
    }
    log.sync();
    return new Reopened(
        log,
        new SessionReader.Recording(
            copies, recording.unknown(), recording.lastSeq(), new SessionReader.Tail.Whole()));
  }

  /** Appends to a file that nobody else can have. */
  static SessionLog appendingTo(Path file) throws IOException {
    return new SessionLog(file, new FileOutputStream(file.toFile(), true), () -> {});
  }

  private static SessionLog locked(Path file) throws IOException {
    SessionLock lock = SessionLock.take(file.resolveSibling(""));
    try {
      return new SessionLog(file, new FileOutputStream(file.toFile(), true), lock::close);
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  @Override
  public Optional<Problem> append(Envelope durable) {
    if (state == State.FAILED || state == State.CLOSED) {
      return Optional.empty();
    }
    try {
      if (durable.event() instanceof Event.UserSaid(Message.User said, var by)) {
        keepImages(said);
      }
      out.write(Checksum.seal(EventCodec.encode(durable)));
      state = State.PENDING;
      return Optional.empty();
    } catch (IOException e) {
      return failed(e);
    }
  }

  private void keepImages(Message.User said) throws IOException {
    SessionImages images = new SessionImages(file.resolveSibling("."));
    for (Part part : said.parts()) {
      if (part instanceof Part.Image image) {
        images.keep(image);
      }
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
    unlocking.run();
  }

  /** Nothing is appended after a failed write: it may have left half a line. */
  private Optional<Problem> failed(IOException e) {
    state = State.FAILED;
    return Optional.of(problem(file, e));
  }

  private static Problem unwritable(Path file, IOException e) {
    return new Problem(
        ProblemCode.SESSION_UNWRITABLE,
        "cannot go on with this session",
        file + ": " + IoReason.of(e),
        "allow writing there, or begin a new one with   vibe");
  }

  private static Problem problem(Path file, IOException e) {
    return new Problem(
        ProblemCode.SESSION_LOG,
        "cannot keep the log of this session; work goes on without it",
        file + ": " + IoReason.of(e),
        "make room or allow writing there, or point VIBE_HOME to another folder");
  }
}
