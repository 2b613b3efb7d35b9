package dev.vibe.session;

import dev.vibe.conversation.CallId;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.text.Names;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Look at the other sessions that work in the same folder: who is there, and what they changed, by
 * their logs. Blocks on disk; never throws: a log that cannot be read says nothing. Owned by the
 * session's thread.
 */
public final class OtherSessions {

  /** More are hardly at work at once in one folder. */
  private static final int MOST_LOCKS = 20;

  /** What a session did lately is in the end of its log. */
  private static final int LATELY = 1 << 20;

  /** That a session began is in its first lines. */
  private static final int BEGINNING = 16 << 10;

  /** Times of files are coarser than those of events. */
  private static final Duration COARSE = Duration.ofMillis(100);

  private final Optional<Path> sessions;
  private final Path folder;
  private final String own;
  private final Clock clock;
  private final Map<String, Boolean> here = new HashMap<>();
  private final Instant began;

  /** Up to which event of each session the model was told. */
  private final Map<String, Long> told = new HashMap<>();

  private boolean isFirst = true;

  private OtherSessions(Optional<Path> sessions, Path folder, String own, Clock clock) {
    this.sessions = sessions;
    this.folder = folder;
    this.own = own;
    this.clock = clock;
    this.began = clock.instant();
  }

  /**
   * Those that are kept there.
   *
   * @param folder the working folder
   * @param own the id of the session that looks
   */
  public static OtherSessions of(Path sessions, Path folder, String own, Clock clock) {
    return new OtherSessions(Optional.of(sessions), folder, own, clock);
  }

  /** For a session that is alone. */
  public static OtherSessions none() {
    return new OtherSessions(Optional.empty(), Path.of(""), "", Clock.systemUTC());
  }

  /**
   * Work of others since a moment.
   *
   * @param files relative to the folder
   * @param commits full names
   * @param underWay calls that have not ended: what they change is not in a log yet
   */
  public record Work(Set<String> files, Set<String> commits, List<String> underWay) {
    public Work {
      files = Set.copyOf(files);
      commits = Set.copyOf(commits);
      underWay = List.copyOf(underWay);
    }

    /**
     * Whether a file that changed meanwhile is theirs, or cannot be told apart from theirs.
     *
     * @param command what this session ran
     */
    public boolean mayHold(String file, String command) {
      String name = file.substring(file.lastIndexOf('/') + 1);
      return files.contains(file)
          || (!command.contains(name) && underWay.stream().anyMatch(call -> call.contains(name)));
    }
  }

  public Instant now() {
    return clock.instant();
  }

  /** Ids of those that are at work, the one last used first. */
  public List<String> live() {
    return sessions.stream()
        .flatMap(all -> SessionIndex.lastUsed(all).stream())
        .map(SessionIndex.Stamped::id)
        .filter(id -> !id.equals(own))
        .limit(MOST_LOCKS)
        .filter(id -> SessionLock.isHeld(folderOf(id)) && isHere(id))
        .toList();
  }

  /** What the person is told when others are at work. */
  public Optional<Problem> notice() {
    return live().stream()
        .findFirst()
        .map(
            id ->
                new Problem(
                    ProblemCode.ANOTHER_SESSION,
                    "another session works in this folder",
                    id,
                    "what it changes is not committed or undone with this one's work"));
  }

  public Work since(Instant then) {
    Set<String> files = new TreeSet<>();
    Set<String> commits = new TreeSet<>();
    List<String> underWay = new ArrayList<>();
    Set<String> live = new LinkedHashSet<>(live());
    Set<String> ids = new LinkedHashSet<>(live);
    ids.addAll(changedSince(then.minus(COARSE)));
    for (String id : ids) {
      Map<CallId, String> open = new HashMap<>();
      for (Envelope each : lately(id)) {
        boolean isSince = isSince(each, then);
        switch (each.event()) {
          case Event.ToolCalled called ->
              open.put(called.call().id(), called.call().arguments().text());
          case Event.ToolFinished finished -> open.remove(finished.result().callId());
          case Event.FileChanged changed when isSince && !changed.dryRun() ->
              files.add(changed.diff().path());
          case Event.Committed commit when isSince && !commit.id().isEmpty() ->
              commits.add(commit.id());
          case Event other -> {}
        }
      }
      if (live.contains(id)) {
        underWay.addAll(open.values());
      }
    }
    return new Work(files, commits, underWay);
  }

  /** What they changed since this was last asked, in words for the model; empty when nothing. */
  public String news() {
    if (sessions.isEmpty()) {
      return "";
    }
    Set<String> files = new TreeSet<>();
    for (String id : changedSince(began.minus(COARSE))) {
      long from = told.getOrDefault(id, 0L);
      for (Envelope each : lately(id)) {
        if (each.seq() > from
            && isSince(each, began)
            && each.event() instanceof Event.FileChanged changed
            && !changed.dryRun()) {
          files.add(changed.diff().path());
        }
        told.merge(id, each.seq(), Math::max);
      }
    }
    boolean isMet = isFirst && !live().isEmpty();
    isFirst = false;
    if (!files.isEmpty()) {
      return "\nanother session works here; changed meanwhile: " + Names.some(List.copyOf(files));
    }
    return isMet ? "\nanother session works here; what it changes is not yours" : "";
  }

  /** In a log, times have no more than milliseconds. */
  private static boolean isSince(Envelope each, Instant then) {
    return !each.at().isBefore(then.truncatedTo(ChronoUnit.MILLIS));
  }

  private List<String> changedSince(Instant then) {
    return sessions.stream()
        .flatMap(all -> SessionIndex.lastUsed(all).stream())
        .filter(each -> !each.at().isBefore(then) && !each.id().equals(own))
        .map(SessionIndex.Stamped::id)
        .filter(this::isHere)
        .toList();
  }

  private boolean isHere(String id) {
    return here.computeIfAbsent(
        id,
        session ->
            SessionPlace.of(folderOf(session))
                .map(place -> place.folder().equals(folder.toString()))
                .orElseGet(() -> hasBegunHere(session)));
  }

  private boolean hasBegunHere(String id) {
    return SessionReader.beginning(folderOf(id), BEGINNING).stream()
        .anyMatch(
            each ->
                each.event() instanceof Event.SessionStarted started
                    && started.directory().equals(folder.toString()));
  }

  private Path folderOf(String id) {
    return sessions.orElseThrow().resolve(id);
  }

  private List<Envelope> lately(String id) {
    Path log = folderOf(id).resolve(SessionReader.FILE);
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long size = file.length();
      file.seek(Math.max(0, size - LATELY));
      if (size > LATELY) {
        file.readLine(); // the rest of a line
      }
      byte[] bytes = new byte[(int) Math.max(0, size - file.getFilePointer())];
      file.readFully(bytes);
      return SessionReader.read(new ByteArrayInputStream(bytes), bytes.length).events();
    } catch (IOException e) {
      return List.of();
    }
  }
}
