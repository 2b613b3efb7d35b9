package dev.vibe.app;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.ToolResult;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.VibeException;
import dev.vibe.session.SessionReader;
import dev.vibe.session.Transcript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Earlier sessions of a folder, from their logs. */
final class Archive {

  private static final Logger LOG = LoggerFactory.getLogger(Archive.class);
  private static final String TITLE = "title";
  private static final int MOST_LOOKED_AT = 200;

  private final Path sessions;
  private final String folder;

  /**
   * Looks at nothing yet.
   *
   * @param folder the working folder whose sessions count
   */
  Archive(Path sessions, Path folder) {
    this.sessions = sessions;
    this.folder = folder.toString();
  }

  /** A session, and how people know it. */
  record Entry(String id, String title) {}

  /** The newest, without those in which nothing was said. */
  List<Entry> newest(int most, String without) {
    List<Entry> entries = new ArrayList<>();
    for (Path session : folders()) {
      String id = session.getFileName().toString();
      if (!id.equals(without)) {
        entry(session).ifPresent(entries::add);
      }
      if (entries.size() == most) {
        break;
      }
    }
    return entries;
  }

  /**
   * What an earlier conversation consists of, for a new one to begin with. Calls that were left
   * open get a result.
   *
   * @param id or its beginning, when that is unambiguous
   * @throws VibeException when there is no such session
   */
  List<Event.Durable> events(String id) {
    List<Path> found =
        folders().stream().filter(f -> f.getFileName().toString().startsWith(id)).toList();
    if (found.size() != 1) {
      throw new VibeException(
          ExitCode.USAGE,
          new Problem(
              "no-session",
              "cannot resume " + id,
              found.isEmpty() ? "there is no such session" : found.size() + " sessions begin so",
              "/resume lists them"));
    }
    List<Envelope> recorded = SessionReader.read(found.getFirst()).events();
    List<Event.Durable> events = new ArrayList<>();
    for (Envelope envelope : recorded) {
      if (envelope.event() instanceof Event.Durable durable && isSaid(durable)) {
        events.add(durable);
      }
    }
    Transcript.of(recorded)
        .openCalls()
        .forEach(
            call ->
                events.add(
                    new Event.ToolFinished(
                        new ToolResult(
                            call.id(),
                            call.name(),
                            ToolResult.Outcome.INTERRUPTED,
                            "interrupted; it may have run in part"),
                        Duration.ZERO)));
    return events;
  }

  void rename(String id, String title) {
    try {
      Files.writeString(sessions.resolve(id).resolve(TITLE), title + "\n");
    } catch (IOException e) {
      throw new VibeException(
          ExitCode.FAILED,
          new Problem(
              "rename",
              "cannot rename the session",
              String.valueOf(e.getMessage()),
              "make room or allow writing there"),
          e);
    }
  }

  /** The conversation itself, without the frame of runs and their figures. */
  private static boolean isSaid(Event.Durable event) {
    return switch (event) {
      case Event.UserSaid e -> true;
      case Event.AssistantSaid e -> true;
      case Event.ToolCalled e -> true;
      case Event.ToolFinished e -> true;
      case Event.FileChanged e -> false;
      case Event.Committed e -> false;
      case Event.SessionStarted e -> false;
      case Event.ApprovalDecided e -> false;
      case Event.UsageReported e -> false;
      case Event.NoticeRaised e -> false;
      case Event.RunEnded e -> false;
    };
  }

  private Optional<Entry> entry(Path session) {
    try {
      List<Envelope> events = SessionReader.read(session).events();
      boolean isHere =
          events.stream()
              .anyMatch(
                  e -> e.event() instanceof Event.SessionStarted s && s.directory().equals(folder));
      Optional<String> said =
          events.stream()
              .filter(e -> e.event() instanceof Event.UserSaid)
              .map(e -> Message.textOf(((Event.UserSaid) e.event()).message()))
              .findFirst();
      Path title = session.resolve(TITLE);
      String shown =
          Files.exists(title)
              ? Files.readString(title, StandardCharsets.UTF_8).strip()
              : said.orElse("").strip().lines().findFirst().orElse("");
      return isHere && said.isPresent()
          ? Optional.of(new Entry(session.getFileName().toString(), shown))
          : Optional.empty();
    } catch (VibeException | IOException e) {
      LOG.debug("passed over {}", session, e);
      return Optional.empty();
    }
  }

  /** Newest first: their names begin with the time. */
  private List<Path> folders() {
    List<Path> folders = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(sessions)) {
      all.forEach(folders::add);
    } catch (IOException e) {
      LOG.debug("no sessions", e);
    }
    folders.sort(Comparator.<Path>naturalOrder().reversed());
    return folders.stream().limit(MOST_LOOKED_AT).toList();
  }
}
