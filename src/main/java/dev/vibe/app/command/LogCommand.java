package dev.vibe.app.command;

import dev.vibe.app.assembly.SessionAssembly;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.git.GitRepository;
import dev.vibe.git.GitWorkspace;
import dev.vibe.git.NoRepository;
import dev.vibe.git.NotedCommit;
import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.VibeException;
import dev.vibe.session.SessionArchive;
import dev.vibe.session.SessionHistory;
import dev.vibe.text.ControlChars;
import dev.vibe.workspace.Workspace;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Handler of {@code vibe log}: which prompt, session and model stand behind each commit. */
public final class LogCommand {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private static final int SHORT_ID = 8;

  private final HostEnvironment host;
  private final Workspace workspace;
  private final SessionArchive archive;
  private final Map<String, Optional<SessionHistory>> histories = new HashMap<>();

  public LogCommand(HostEnvironment host, Workspace workspace) {
    this.host = host;
    this.workspace = workspace;
    this.archive = new SessionArchive(SessionAssembly.sessions(host));
  }

  /**
   * Prints them, newest first. Blocks on disk.
   *
   * @param file only those that changed it
   * @throws VibeException where there is no repository, or it cannot be read
   */
  public void print(Optional<String> file, OutputForm form) {
    try (GitWorkspace git = SessionAssembly.openGit(host, workspace)) {
      switch (git.present()) {
        case NoRepository none ->
            throw new VibeException(
                ExitCode.FAILED,
                new Problem(
                    none.reason().code(),
                    "there are no commits to show",
                    none.reason().cause(),
                    "name a folder in a repository with -C"));
        case GitRepository repository -> {
          List<Behind> all = repository.noted(file).stream().map(this::behind).toList();
          lines(all, form).forEach(l -> host.out().println(ControlChars.neutraliseLine(l)));
        }
      }
    }
  }

  /**
   * What stands behind a commit.
   *
   * @param prompt empty where the session is not kept any more
   */
  private record Behind(
      String commit, Instant at, String subject, String session, String model, String prompt) {}

  private Behind behind(NotedCommit commit) {
    Map<String, Object> note = fields(commit.note());
    String session = String.valueOf(note.getOrDefault("session_id", ""));
    return new Behind(
        commit.id(),
        commit.at(),
        commit.subject(),
        session,
        String.valueOf(note.getOrDefault("model", "")),
        history(session).flatMap(history -> prompt(history, commit.id())).orElse(""));
  }

  /** A note that somebody changed by hand tells nothing. */
  private static Map<String, Object> fields(String note) {
    try {
      return Json.object(note);
    } catch (JsonShapeException e) {
      return Map.of();
    }
  }

  private Optional<SessionHistory> history(String session) {
    return histories.computeIfAbsent(
        session,
        id -> {
          try {
            return Optional.of(archive.history(archive.find(id).id()));
          } catch (VibeException e) {
            return Optional.empty();
          }
        });
  }

  private static Optional<String> prompt(SessionHistory history, String commit) {
    return history.runs().stream()
        .filter(run -> run.commits().contains(commit))
        .map(SessionHistory.Run::prompt)
        .findFirst();
  }

  private List<String> lines(List<Behind> all, OutputForm form) {
    if (form == OutputForm.JSON) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("type", "log");
      object.put("commits", all.stream().map(LogCommand::json).toList());
      return List.of(Json.write(object));
    }
    if (all.isEmpty()) {
      return List.of(
          "No commit here was made by vibe, or its notes (refs/notes/vibe) are missing.");
    }
    List<String> lines = new ArrayList<>();
    for (Behind each : all) {
      lines.add(
          "%s  %s  %s"
              .formatted(
                  each.commit().substring(0, SHORT_ID),
                  MINUTE.format(each.at().atZone(host.clock().getZone())),
                  each.subject()));
      each.prompt().lines().forEach(line -> lines.add("  > " + line));
      lines.add("  session " + each.session() + ", " + each.model());
    }
    return lines;
  }

  private static Map<String, Object> json(Behind each) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("commit", each.commit());
    fields.put("at", each.at().toString());
    fields.put("subject", each.subject());
    fields.put("session_id", each.session());
    fields.put("model", each.model());
    fields.put("prompt", each.prompt());
    return fields;
  }
}
