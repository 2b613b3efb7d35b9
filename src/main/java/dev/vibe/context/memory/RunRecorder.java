package dev.vibe.context.memory;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolNames;
import dev.vibe.conversation.ToolResult;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.EventSink;
import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import dev.vibe.text.FileDiff;
import java.io.IOException;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recorder of what runs do, for the memory of their repository: kept when a run has ended, whatever
 * that was like, if it changed something or a build passed. Owned by the session's thread; never
 * throws.
 */
public final class RunRecorder implements EventSink {

  private static final Logger LOG = LoggerFactory.getLogger(RunRecorder.class);

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private static final int LONGEST_PROMPT = 300;
  private static final int MOST_FILES = 12;
  private static final int SHORT_ID = 8;

  private final Supplier<Optional<RepositoryMemory>> memory;
  private final Clock clock;
  private final UnaryOperator<String> redaction;

  private String prompt = "";
  private final Map<String, int[]> changed = new LinkedHashMap<>();
  private final Map<String, int[]> uncommitted = new LinkedHashMap<>();
  private final List<String> commits = new ArrayList<>();
  private final Map<CallId, String> running = new HashMap<>();
  private final Set<String> passed = new LinkedHashSet<>();

  /**
   * Has seen nothing yet.
   *
   * @param memory asked when something is to be kept; empty where there is none
   * @param redaction of what must not be kept as it is
   */
  public RunRecorder(
      Supplier<Optional<RepositoryMemory>> memory, Clock clock, UnaryOperator<String> redaction) {
    this.memory = memory;
    this.clock = clock;
    this.redaction = redaction;
  }

  /** What the user wants of the run that goes on. */
  public void prompt(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    prompt =
        line.codePointCount(0, line.length()) <= LONGEST_PROMPT
            ? line
            : line.substring(0, line.offsetByCodePoints(0, LONGEST_PROMPT)) + "…";
  }

  @Override
  public void accept(Envelope envelope) {
    switch (envelope.event()) {
      case Event.FileChanged(var calls, FileDiff diff, boolean isDry) when !isDry -> {
        count(changed, diff);
        count(uncommitted, diff);
      }
      case Event.Committed(String id, String message, List<String> files) when !id.isEmpty() ->
          commits.add(committed(id, message, files));
      case Event.ToolCalled called when called.call().name().equals(ToolNames.BASH) ->
          running.put(called.call().id(), command(called.call().arguments().text()));
      case Event.ToolFinished(ToolResult result, var took) -> finished(result);
      case Event.RunEnded e -> ended(envelope.sessionId());
      case Event other -> {}
    }
  }

  private static void count(Map<String, int[]> counts, FileDiff diff) {
    int[] lines = counts.computeIfAbsent(diff.path(), path -> new int[2]);
    lines[0] += diff.added();
    lines[1] += diff.removed();
  }

  private String committed(String id, String message, List<String> files) {
    String sizes =
        files.stream()
            .limit(MOST_FILES)
            .map(
                file -> {
                  int[] lines = uncommitted.get(file);
                  return lines == null ? file : file + " +" + lines[0] + " -" + lines[1];
                })
            .collect(Collectors.joining(", "));
    files.forEach(uncommitted::remove);
    String more = files.size() > MOST_FILES ? " and " + (files.size() - MOST_FILES) + " more" : "";
    return id.substring(0, Math.min(SHORT_ID, id.length()))
        + " "
        + message.lines().findFirst().orElse("")
        + " ("
        + sizes
        + more
        + ")";
  }

  private void finished(ToolResult result) {
    String command = running.remove(result.callId());
    boolean hasPassed =
        !result.isError()
            && result.facts().stream()
                .noneMatch(
                    fact ->
                        fact instanceof ToolFact.EndedBadly || fact instanceof ToolFact.OnlyShown);
    if (command != null && hasPassed && BuildCommand.is(command)) {
      passed.add(command);
    }
  }

  private static String command(String arguments) {
    try {
      return String.valueOf(Json.object(arguments).getOrDefault("command", "")).strip();
    } catch (JsonShapeException e) {
      return "";
    }
  }

  private void ended(String session) {
    boolean hasDone = !changed.isEmpty() || !commits.isEmpty();
    if (hasDone || !passed.isEmpty()) {
      try {
        keep(session, hasDone);
      } catch (IOException | RuntimeException e) {
        LOG.warn("cannot keep what session {} did", session, e);
      }
    }
    changed.clear();
    uncommitted.clear();
    commits.clear();
    running.clear();
    passed.clear();
    prompt = "";
  }

  private void keep(String session, boolean hasDone) throws IOException {
    Optional<RepositoryMemory> kept = memory.get();
    if (kept.isEmpty()) {
      return;
    }
    String now = MINUTE.format(clock.instant().atZone(clock.getZone()));
    List<String> files = new ArrayList<>(changed.keySet());
    if (files.size() > MOST_FILES) {
      int more = files.size() - MOST_FILES;
      files = new ArrayList<>(files.subList(0, MOST_FILES));
      files.add("and " + more + " more");
    }
    RememberedRun run =
        new RememberedRun(
            now,
            session,
            redaction.apply(prompt),
            files.stream().map(redaction).toList(),
            commits.stream().map(redaction).toList());
    kept.get()
        .keep(
            hasDone ? Optional.of(run) : Optional.empty(),
            now.substring(0, now.indexOf(' ')),
            passed.stream().map(redaction).toList());
  }
}
