package dev.vibe.app.command;

import dev.vibe.app.assembly.SessionAssembly;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.conversation.CallId;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolNames;
import dev.vibe.conversation.ToolResult;
import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.session.SessionArchive;
import dev.vibe.session.SessionSummary;
import dev.vibe.session.Transcript;
import dev.vibe.verify.report.FailureReader;
import dev.vibe.verify.report.Format;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finder of the command that failed last in a folder: by a log that is piped in, or else by what
 * ran in its sessions. Blocks on disk.
 */
public final class LastFailure {

  private static final int MOST_SESSIONS = 10;

  /** What only looks fails because nothing is found. */
  private static final Pattern LOOKS =
      Pattern.compile("^(?:grep|rg|ls|cat|find|git|head|tail|which|test|cd|diff|wc|\\[)\\b.*");

  private static final String REMEDY = "vibe it -- COMMAND";

  private final HostEnvironment host;
  private final Path folder;

  LastFailure(HostEnvironment host, Path folder) {
    this.host = host;
    this.folder = folder;
  }

  /**
   * The command, for the shell.
   *
   * @param log that was piped in; blank when none was
   * @throws VibeException (usage) when there is none
   */
  String command(String log) {
    if (!log.isBlank()) {
      return ofLog(log)
          .orElseThrow(
              () ->
                  unknown(
                      "the log that was piped in does not tell what command wrote it",
                      "it is of no test runner that is known by its output"));
    }
    return ofSessions()
        .orElseThrow(
            () ->
                unknown(
                    "no command is known that failed in this folder",
                    "none was named, no log was piped in, and none failed in a session here"));
  }

  private static VibeException unknown(String what, String cause) {
    return new VibeException(ExitCode.USAGE, new Problem(ProblemCode.USAGE, what, cause, REMEDY));
  }

  /** What usually writes such a log in such a folder. */
  private Optional<String> ofLog(String log) {
    Format format = FailureReader.read(log, List.of()).format();
    return switch (format) {
      case PYTEST -> Optional.of("python3 -m pytest -q");
      case UNITTEST -> Optional.of("python3 -m unittest");
      case MAVEN -> Optional.of(has("mvnw") ? "./mvnw -q test" : "mvn -q test");
      case GRADLE -> Optional.of(has("gradlew") ? "./gradlew test" : "gradle test");
      case GO_TEST -> Optional.of("go test ./...");
      case CARGO_TEST -> Optional.of("cargo test");
      case JEST, VITEST -> Optional.of("npm test");
      case NODE_TEST -> Optional.of(has("package.json") ? "npm test" : "node --test");
      case TAP -> has("t") ? Optional.of("prove") : Optional.empty();
      case COMPILER -> ofBuild();
      case JUNIT_XML, TRACE, LOG -> Optional.empty();
    };
  }

  private Optional<String> ofBuild() {
    Map<String, String> builds =
        Map.of(
            "pom.xml", has("mvnw") ? "./mvnw -q test-compile" : "mvn -q test-compile",
            "go.mod", "go build ./...",
            "Cargo.toml", "cargo build",
            "tsconfig.json", "npx tsc --noEmit",
            "Makefile", "make");
    return Stream.of("pom.xml", "go.mod", "Cargo.toml", "tsconfig.json", "Makefile")
        .filter(this::has)
        .map(builds::get)
        .findFirst();
  }

  private boolean has(String file) {
    return Files.exists(folder.resolve(file));
  }

  private Optional<String> ofSessions() {
    SessionArchive archive = new SessionArchive(SessionAssembly.sessions(host));
    return archive.all().stream()
        .filter(session -> session.folder().equals(folder.toString()))
        .limit(MOST_SESSIONS)
        .map(SessionSummary::id)
        .flatMap(id -> in(Transcript.of(archive.events(id)).whole()).stream())
        .findFirst();
  }

  /** The last command of a conversation that failed when it ran last. */
  public static Optional<String> in(List<Message> messages) {
    Map<CallId, String> commands = new HashMap<>();
    Optional<String> failed = Optional.empty();
    for (Message message : messages) {
      if (message instanceof Message.Assistant said) {
        for (ToolCall call : said.calls()) {
          if (call.name().equals(ToolNames.BASH)) {
            line(call.arguments().text())
                .filter(command -> !LOOKS.matcher(command).matches())
                .ifPresent(command -> commands.put(call.id(), command));
          }
        }
      } else if (message instanceof Message.ToolResults(List<ToolResult> results)) {
        for (ToolResult result : results) {
          failed = after(failed, Optional.ofNullable(commands.get(result.callId())), result);
        }
      }
    }
    return failed;
  }

  private static Optional<String> after(
      Optional<String> failed, Optional<String> command, ToolResult result) {
    if (command.isEmpty()) {
      return failed;
    }
    boolean isBad = result.facts().stream().anyMatch(ToolFact.EndedBadly.class::isInstance);
    return isBad ? command : command.equals(failed) ? Optional.empty() : failed;
  }

  private static Optional<String> line(String arguments) {
    try {
      return Json.object(arguments).get("command") instanceof String command
          ? Optional.of(command.strip())
          : Optional.empty();
    } catch (JsonShapeException e) {
      return Optional.empty();
    }
  }
}
