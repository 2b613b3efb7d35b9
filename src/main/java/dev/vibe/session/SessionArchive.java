package dev.vibe.session;

import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.RunResult;
import dev.vibe.file.FolderDeletion;
import dev.vibe.file.IoReason;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.text.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Archive of the sessions of all folders, to be looked through and cleared out. Blocks on disk. */
public final class SessionArchive {

  /** A first prompt with what came along is rarely longer. */
  private static final int BEGINNING = 256 << 10;

  /** The end of a run with its answer is rarely longer. */
  private static final int ENDING = 64 << 10;

  private final Path sessions;

  /** Looks at nothing yet. */
  public SessionArchive(Path sessions) {
    this.sessions = sessions;
  }

  /** All of them, the one last used first. */
  public List<SessionSummary> all() {
    return SessionIndex.lastUsed(sessions).stream().map(this::summary).toList();
  }

  /** The names of all, the one last used first, without a look into them. */
  public List<String> ids() {
    return SessionIndex.lastUsed(sessions).stream().map(SessionIndex.Stamped::id).toList();
  }

  /** Whether a process works in one. */
  public boolean isInUse(String id) {
    return SessionLock.isHeld(sessions.resolve(id));
  }

  private SessionSummary summary(SessionIndex.Stamped stamped) {
    Path session = sessions.resolve(stamped.id());
    List<Envelope> beginning = SessionReader.beginning(session, BEGINNING);
    Optional<Event.SessionStarted> started =
        beginning.stream()
            .filter(each -> each.event() instanceof Event.SessionStarted)
            .map(each -> (Event.SessionStarted) each.event())
            .findFirst();
    return new SessionSummary(
        stamped.id(),
        SessionIndex.title(session, beginning).orElse(""),
        started.map(Event.SessionStarted::directory).orElse(""),
        started.map(Event.SessionStarted::model).orElse(""),
        stamped.at(),
        SessionLock.isHeld(session),
        lastEnd(session));
  }

  private static Optional<RunResult> lastEnd(Path session) {
    return SessionReader.ending(session, ENDING).stream()
        .filter(each -> each.event() instanceof Event.RunEnded)
        .map(each -> ((Event.RunEnded) each.event()).result())
        .reduce((first, second) -> second);
  }

  /**
   * The session with this id; where there is none, that of a subagent.
   *
   * @param id or its beginning, when that is unambiguous
   * @throws VibeException (usage) when there is no such session
   */
  public SessionSummary find(String id) {
    List<SessionIndex.Stamped> found =
        SessionIndex.lastUsed(sessions).stream()
            .filter(each -> !id.isEmpty() && each.id().startsWith(id))
            .toList();
    List<String> tasks =
        found.isEmpty() && !id.isEmpty() ? Subsessions.found(sessions, id) : List.of();
    if (tasks.size() == 1) {
      Path log = sessions.resolve(tasks.getFirst()).resolve(SessionReader.FILE);
      return summary(new SessionIndex.Stamped(tasks.getFirst(), lastWritten(log)));
    }
    if (found.size() != 1) {
      throw new VibeException(
          ExitCode.USAGE,
          new Problem(
              ProblemCode.NO_SESSION,
              "cannot find session " + id,
              found.isEmpty()
                  ? "there is no such session"
                  : "several begin so: "
                      + Names.some(found.stream().map(SessionIndex.Stamped::id).toList()),
              "vibe sessions --all   lists all of them"));
    }
    return summary(found.getFirst());
  }

  private static Instant lastWritten(Path log) {
    try {
      return Files.getLastModifiedTime(log).toInstant();
    } catch (IOException e) {
      return Instant.EPOCH;
    }
  }

  /** Ids of the subagents that worked for it, oldest first. */
  public List<String> tasks(String id) {
    return Subsessions.of(sessions, id);
  }

  /**
   * What happened in it. Memory grows with the log.
   *
   * @param id whole
   * @throws VibeException when the log cannot be read
   */
  public SessionHistory history(String id) {
    return SessionHistory.of(SessionReader.read(sessions.resolve(id)).events());
  }

  /**
   * All that its log holds. Memory grows with the log.
   *
   * @param id whole
   * @throws VibeException when the log cannot be read
   */
  public List<Envelope> events(String id) {
    return SessionReader.read(sessions.resolve(id)).events();
  }

  /** Bytes of everything that is kept of it. */
  public long size(String id) {
    try (var files = Files.walk(sessions.resolve(id))) {
      long size = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        size += Files.size(file);
      }
      return size;
    } catch (IOException e) {
      return 0;
    }
  }

  /**
   * Removes it with all that is kept of it; what it did to files can still be undone.
   *
   * @param id whole
   * @throws VibeException when somebody works in it, or it cannot be deleted
   */
  public void delete(String id) {
    Path session = sessions.resolve(id);
    try (SessionLock _ = SessionLock.take(session)) {
      FolderDeletion.of(session);
    } catch (IOException e) {
      throw new VibeException(
          ExitCode.FAILED,
          new Problem(
              ProblemCode.SESSION_NOT_DELETED,
              "cannot delete session " + id,
              IoReason.naming(e),
              "allow writing there, or remove " + session),
          e);
    }
  }

  /** Gives it another title; an empty one is how it began. */
  public void rename(String id, String title) {
    SessionIndex.rename(sessions.resolve(id), title);
  }
}
