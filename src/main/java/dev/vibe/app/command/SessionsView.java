package dev.vibe.app.command;

import dev.vibe.app.command.SessionsOptions.Reach;
import dev.vibe.event.RunResult;
import dev.vibe.json.Json;
import dev.vibe.problem.ExitCode;
import dev.vibe.protocol.EventCodec;
import dev.vibe.session.SessionHistory;
import dev.vibe.session.SessionSummary;
import dev.vibe.text.Figures;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * View of sessions as lines and as JSON. Pure.
 *
 * @param clock for its zone
 */
record SessionsView(Clock clock) {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  /** Of a title in a list. */
  private static final int LONGEST_TITLE = 72;

  /** More names than this nobody reads. */
  private static final int MOST_FILES = 30;

  List<String> list(List<SessionSummary> sessions, SessionsOptions options) {
    if (options.form() == OutputForm.JSON) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("type", "sessions");
      object.put("sessions", sessions.stream().map(this::fields).toList());
      return List.of(Json.write(object));
    }
    if (sessions.isEmpty()) {
      return List.of(
          options.reach() == Reach.ALL
              ? "There are no sessions."
              : "There are no sessions of this folder. vibe sessions --all lists those of others.");
    }
    return sessions.stream().map(session -> line(session, options.reach())).toList();
  }

  /** One line. */
  String line(SessionSummary session, Reach reach) {
    String title = session.title().isEmpty() ? "(nothing was said)" : cut(session.title());
    String where = reach == Reach.ALL ? "  " + session.folder() : "";
    return "%-20s  %s  %-11s  %s%s"
        .formatted(session.id(), time(session.lastUsed()), state(session), title, where);
  }

  private static String cut(String title) {
    return title.codePointCount(0, title.length()) <= LONGEST_TITLE
        ? title
        : title.substring(0, title.offsetByCodePoints(0, LONGEST_TITLE - 1)) + "…";
  }

  private String time(Instant at) {
    return MINUTE.format(at.atZone(clock.getZone()));
  }

  private static String state(SessionSummary session) {
    return session.isInUse()
        ? "in use"
        : session.lastEnd().map(RunResult::exitCode).map(ExitCode::status).orElse("unfinished");
  }

  private Map<String, Object> fields(SessionSummary session) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("session_id", session.id());
    fields.put("title", session.title());
    fields.put("folder", session.folder());
    fields.put("model", session.model());
    fields.put("last_used", session.lastUsed().toString());
    fields.put("in_use", session.isInUse());
    fields.put(
        "status", session.lastEnd().map(RunResult::exitCode).map(ExitCode::status).orElse(""));
    return fields;
  }

  /** All of one. */
  List<String> show(
      SessionSummary session, SessionHistory history, SessionContext context, OutputForm form) {
    if (form == OutputForm.JSON) {
      return List.of(json(session, history, context));
    }
    List<String> lines = lines(session, history);
    lines.add(context.line());
    return lines;
  }

  private String json(SessionSummary session, SessionHistory history, SessionContext context) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("type", "session");
    object.putAll(fields(session));
    object.put("began", history.began().toString());
    object.put("mode", history.mode());
    object.put("context", context.fields());
    List<Object> runs = new ArrayList<>();
    for (SessionHistory.Run run : history.runs()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("prompt", run.prompt());
      fields.put("at", run.at().toString());
      run.result()
          .ifPresent(result -> fields.put("result", Json.object(EventCodec.encodeResult(result))));
      runs.add(fields);
    }
    object.put("runs", runs);
    return Json.write(object);
  }

  private List<String> lines(SessionSummary session, SessionHistory history) {
    List<String> lines = new ArrayList<>();
    lines.add("session   " + session.id() + (session.isInUse() ? "  (in use)" : ""));
    lines.add("title     " + session.title());
    lines.add("folder    " + session.folder());
    lines.add("model     " + session.model());
    lines.add("mode      " + history.mode());
    lines.add("began     " + time(history.began()));
    lines.add("last used " + time(session.lastUsed()));
    lines.add("go on     vibe -C " + session.folder() + " -r " + session.id());
    int number = 0;
    for (SessionHistory.Run run : history.runs()) {
      lines.add("");
      lines.add(
          ++number
              + "  "
              + time(run.at())
              + "  "
              + run.result().map(SessionsView::end).orElse("unfinished"));
      run.prompt().lines().forEach(line -> lines.add("   > " + line));
      run.result().ifPresent(result -> lines.addAll(done(result)));
    }
    return lines;
  }

  private static String end(RunResult result) {
    return "%s, %s, %s in, %s out, %s%s"
        .formatted(
            result.exitCode().status(),
            Figures.count(result.turns(), "turn"),
            Figures.tokens(result.usage().inputTokens()),
            Figures.tokens(result.usage().outputTokens()),
            Figures.duration(result.took()),
            result.costUsd() > 0 ? ", " + Figures.cost(result.costUsd()) : "");
  }

  private static List<String> done(RunResult result) {
    List<String> lines = new ArrayList<>();
    if (result.ending() instanceof RunResult.Ending.Badly(ExitCode code, var problem)) {
      lines.add(
          "   ! " + problem.what() + (problem.cause().isEmpty() ? "" : ": " + problem.cause()));
    }
    result.changedFiles().stream()
        .limit(MOST_FILES)
        .forEach(file -> lines.add("   file    " + file));
    if (result.changedFiles().size() > MOST_FILES) {
      lines.add("   and " + (result.changedFiles().size() - MOST_FILES) + " more files");
    }
    result.commits().forEach(commit -> lines.add("   commit  " + commit));
    return lines;
  }
}
