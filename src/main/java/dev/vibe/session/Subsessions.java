package dev.vibe.session;

import dev.vibe.event.Envelope;
import dev.vibe.event.Journal;
import dev.vibe.problem.Problem;
import dev.vibe.problem.VibeException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sessions of subagents, kept below that of the session that they work for: nobody goes on with
 * one, and they go with it. Blocks on disk.
 */
public final class Subsessions {

  private static final Logger LOG = LoggerFactory.getLogger(Subsessions.class);
  private static final String FOLDER = "tasks";

  private Subsessions() {}

  /** The folder of one, relative to that of all sessions, as its id. */
  public static String path(String session, String id) {
    return session + "/" + FOLDER + "/" + id;
  }

  /** Log of one; keeps nothing where it cannot. */
  public record Kept(Journal journal, Runnable closing) implements AutoCloseable {

    @Override
    public void close() {
      closing.run();
    }
  }

  /** Opens the log of a new one. Events in it bear its own id. */
  public static Kept open(Path sessions, String session, String id) {
    try {
      SessionLog log = SessionLog.create(sessions.resolve(session).resolve(FOLDER), id);
      return new Kept(new Renamed(log, id), log::close);
    } catch (VibeException e) {
      LOG.warn("no log of the subagent {}: {}", id, e.problem().render());
      return new Kept(Journal.none(), () -> {});
    }
  }

  /** Ids of those of all sessions that begin so, as {@link #path} makes them. */
  static List<String> found(Path sessions, String id) {
    List<String> found = new ArrayList<>();
    for (SessionIndex.Stamped each : SessionIndex.lastUsed(sessions)) {
      of(sessions, each.id()).stream()
          .filter(task -> task.startsWith(id))
          .forEach(task -> found.add(path(each.id(), task)));
    }
    return found;
  }

  /** Ids of the subagents of a session, oldest first. */
  public static List<String> of(Path sessions, String session) {
    List<String> ids = new ArrayList<>();
    Path folder = sessions.resolve(session).resolve(FOLDER);
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
        for (Path each : all) {
          if (Files.exists(each.resolve(SessionReader.FILE))) {
            ids.add(each.getFileName().toString());
          }
        }
      } catch (IOException e) {
        LOG.debug("no tasks in {}", folder, e);
      }
    }
    ids.sort(null);
    return ids;
  }

  /** The bus of a subagent speaks in the name of the session. */
  private record Renamed(SessionLog log, String id) implements Journal {

    @Override
    public Optional<Problem> append(Envelope durable) {
      return log.append(
          new Envelope(durable.seq(), durable.at(), id, durable.turn(), durable.event()));
    }

    @Override
    public Optional<Problem> sync() {
      return log.sync();
    }
  }
}
