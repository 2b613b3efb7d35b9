package dev.vibe.session;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.RunResult;
import dev.vibe.file.OwnerOnly;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Index of the earlier sessions of a folder, from their logs. Blocks on disk. */
public final class SessionIndex {

  private static final Logger LOG = LoggerFactory.getLogger(SessionIndex.class);
  private static final String TITLE = "title";
  private static final int MOST_LOOKED_AT = 500;

  /** A first prompt with what came along is rarely longer. */
  private static final int BEGINNING = 256 << 10;

  private final Path sessions;
  private final SessionPlace here;

  /**
   * Looks at no session yet.
   *
   * @param folder the working folder whose sessions count, also those from when it was elsewhere
   */
  public SessionIndex(Path sessions, Path folder) {
    this.sessions = sessions;
    this.here = SessionPlace.now(folder);
  }

  /** A session, how people know it, and when it was last used. */
  public record Entry(String id, String title, Instant at) {}

  /** Those last used, without those in which nothing was said. */
  public List<Entry> newest(int most, String without) {
    List<Entry> entries = new ArrayList<>();
    for (Stamped session : lastUsed(sessions).stream().limit(MOST_LOOKED_AT).toList()) {
      if (!session.id().equals(without)) {
        entry(session).ifPresent(entries::add);
      }
      if (entries.size() == most) {
        break;
      }
    }
    return entries;
  }

  /**
   * Ids of those whose last run did not come to a good end and that nobody works in, the one last
   * used first.
   *
   * @param most so many of the last sessions are looked at
   * @param without is not looked at
   */
  public List<String> unfinished(int most, String without) {
    return newest(most, without).stream().map(Entry::id).filter(this::isUnfinished).toList();
  }

  private boolean isUnfinished(String id) {
    Path session = sessions.resolve(id);
    try (SessionLock _ = SessionLock.take(session)) {
      boolean isUnfinished = false;
      for (Envelope each : SessionReader.read(session).events()) {
        switch (each.event()) {
          case Event.UserSaid said -> isUnfinished = true;
          case Event.RunEnded(RunResult result) ->
              isUnfinished = result.exitCode() != ExitCode.DONE;
          case Event other -> {}
        }
      }
      return isUnfinished;
    } catch (IOException | VibeException e) {
      LOG.debug("cannot look at session {}", id, e);
      return false;
    }
  }

  /** The id of the one last used. */
  public Optional<String> newest() {
    return newest(1, "").stream().map(Entry::id).findFirst();
  }

  /**
   * The whole id. One whose folder is gone goes on in this one.
   *
   * @param id or its beginning, when that is unambiguous
   * @throws VibeException (usage) when there is no such session, or it is of another folder
   */
  public String find(String id) {
    List<Stamped> found =
        lastUsed(sessions).stream()
            .filter(each -> !id.isEmpty() && each.id().startsWith(id))
            .toList();
    if (found.size() != 1) {
      throw new VibeException(
          ExitCode.USAGE,
          new Problem(
              ProblemCode.NO_SESSION,
              "cannot resume " + id,
              found.isEmpty()
                  ? "there is no such session"
                  : "several begin so: "
                      + found.stream().map(Stamped::id).collect(Collectors.joining(", ")),
              "vibe --resume   lists those of this folder"));
    }
    Stamped session = found.getFirst();
    Optional<SessionPlace> elsewhere =
        place(session, beginning(session)).filter(place -> !place.isAt(here) && !place.isGone());
    if (elsewhere.isPresent()) {
      String folder = elsewhere.get().folder();
      throw new VibeException(
          ExitCode.USAGE,
          new Problem(
              ProblemCode.SESSION_ELSEWHERE,
              "cannot resume " + session.id() + " here",
              "it works in " + folder,
              "vibe -C " + folder + " --resume " + session.id()));
    }
    return session.id();
  }

  /** From now on the session works in this folder, and is found by it when that is moved. */
  public void moveHere(String id) {
    here.keep(sessions.resolve(id));
  }

  public void rename(String id, String title) {
    rename(sessions.resolve(id), title);
  }

  static void rename(Path session, String title) {
    try {
      if (title.isEmpty()) {
        Files.deleteIfExists(session.resolve(TITLE));
      } else {
        OwnerOnly.write(session.resolve(TITLE), title + "\n");
      }
    } catch (IOException e) {
      throw new VibeException(
          ExitCode.FAILED,
          new Problem(
              ProblemCode.RENAME,
              "cannot rename the session",
              String.valueOf(e.getMessage()),
              "make room or allow writing there"),
          e);
    }
  }

  private Optional<Entry> entry(Stamped session) {
    List<Envelope> events = beginning(session);
    if (place(session, events).filter(place -> place.isAt(here)).isEmpty()) {
      return Optional.empty();
    }
    return title(sessions.resolve(session.id()), events)
        .map(title -> new Entry(session.id(), title, session.at()));
  }

  /** The last one whose folder is gone: it may have been this one under another name. */
  public Optional<Lost> lost() {
    return lastUsed(sessions).stream()
        .limit(MOST_LOOKED_AT)
        .flatMap(
            session ->
                place(session, beginning(session)).filter(SessionPlace::isGone).stream()
                    .map(place -> new Lost(session.id(), place.folder())))
        .findFirst();
  }

  /** Session whose folder is gone. */
  public record Lost(String id, String folder) {}

  /** Where the session works, as it was kept or as its log began. */
  private Optional<SessionPlace> place(Stamped session, List<Envelope> events) {
    return SessionPlace.of(sessions.resolve(session.id()))
        .or(() -> folderOf(events).map(folder -> new SessionPlace(folder, "")));
  }

  private List<Envelope> beginning(Stamped session) {
    return SessionReader.beginning(sessions.resolve(session.id()), BEGINNING);
  }

  private static Optional<String> folderOf(List<Envelope> events) {
    return events.stream()
        .filter(each -> each.event() instanceof Event.SessionStarted)
        .map(each -> ((Event.SessionStarted) each.event()).directory())
        .findFirst();
  }

  /** The one that was given, or how it began; empty where nothing was said. */
  static Optional<String> title(Path session, List<Envelope> beginning) {
    return beginning.stream()
        .filter(each -> each.event() instanceof Event.UserSaid)
        .map(each -> title(session, ((Event.UserSaid) each.event()).message()))
        .findFirst();
  }

  private static String title(Path session, Message.User first) {
    Path given = session.resolve(TITLE);
    try {
      if (Files.exists(given)) {
        return Files.readString(given, StandardCharsets.UTF_8).strip();
      }
    } catch (IOException e) {
      LOG.debug("no title in {}", given, e);
    }
    return first.parts().stream()
        .filter(part -> part instanceof Part.Text)
        .map(part -> ((Part.Text) part).text())
        .flatMap(String::lines)
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** A session, and when its log was last written. */
  record Stamped(String id, Instant at) {

    /**
     * The one last used first. Not put together from comparators of the platform: those are classes
     * that no cache of a start can hold.
     */
    int byLastUse(Stamped other) {
      int order = other.at.compareTo(at);
      return order == 0 ? other.id.compareTo(id) : order;
    }
  }

  /** All of every folder, the one last used first. */
  static List<Stamped> lastUsed(Path sessions) {
    List<Stamped> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(sessions)) {
      for (Path session : all) {
        Path log = session.resolve(SessionReader.FILE);
        if (Files.exists(log)) {
          found.add(
              new Stamped(
                  session.getFileName().toString(), Files.getLastModifiedTime(log).toInstant()));
        }
      }
    } catch (IOException e) {
      LOG.debug("no sessions", e);
    }
    found.sort(Stamped::byLastUse);
    return found;
  }
}
