package dev.vibe.audit;

import dev.vibe.audit.AuditEntry.Phase;
import dev.vibe.conversation.CallId;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolNames;
import dev.vibe.conversation.ToolResult;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.PullRequest;
import dev.vibe.event.RunResult;
import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import dev.vibe.problem.Problem;
import dev.vibe.text.FileDiff;
import dev.vibe.text.UnifiedDiff;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Translator of what happens in a session into entries of the log. Owned by the thread of the
 * session.
 */
final class AuditEvents {

  static final String SESSION = "session";
  static final String PROMPT = "prompt";
  static final String MODEL = "model";
  static final String REPLY = "reply";
  static final String TOOL = "tool";
  static final String APPROVAL = "approval";
  static final String FILE = "file";
  static final String COMMIT = "commit";
  static final String VERIFICATION = "verification";
  static final String PULL_REQUEST = "pull_request";
  static final String UNDO = "undo";
  static final String NOTICE = "notice";
  static final String RUN = "run";

  /** A line before it was torn. */
  static final String REPAIR = "repair";

  /** Records before it are missing. */
  static final String LOST = "lost";

  private final ContentPolicy content;

  /** What each open call would do, for the record behind it. */
  private final Map<CallId, Map<String, Object>> open = new HashMap<>();

  AuditEvents(ContentPolicy content) {
    this.content = content;
  }

  /** The entry of an event; empty for what is no action. */
  Optional<AuditEntry> of(Envelope envelope) {
    Map<String, Object> fields = new LinkedHashMap<>();
    return switch (envelope.event()) {
      case Event.UserSaid(Message.User message, var by) -> {
        content.put(fields, "text", words(message));
        yield at(envelope, PROMPT, fields);
      }
      case Event.AssistantSaid(Message.Assistant message) -> {
        content.put(fields, "text", message.text());
        fields.put("calls", message.calls().size());
        yield at(envelope, REPLY, fields);
      }
      case Event.ToolCalled(ToolCall call, String title) -> {
        Map<String, Object> known = known(call);
        open.put(call.id(), known);
        fields.putAll(known);
        content.put(fields, "arguments", call.arguments().text());
        yield entry(envelope, TOOL, Phase.BEFORE, fields);
      }
      case Event.ToolFinished(ToolResult result, var took) -> {
        fields.putAll(finished(result));
        fields.put("duration_ms", took.toMillis());
        yield entry(envelope, TOOL, Phase.AFTER, fields);
      }
      case Event.ApprovalDecided decided -> {
        fields.put("call", decided.callId().value());
        fields.put("granted", decided.granted());
        fields.put("by", decided.by().text());
        content.put(fields, "subject", decided.subject());
        content.put(fields, "reason", decided.reason());
        yield at(envelope, APPROVAL, fields);
      }
      case Event.FileChanged(var calls, FileDiff diff, boolean dryRun) -> {
        fields.put("calls", calls.stream().map(CallId::value).toList());
        fields.put("path", diff.path());
        fields.put("change", diff.kind().name().toLowerCase(Locale.ROOT));
        fields.put("added", diff.added());
        fields.put("removed", diff.removed());
        fields.put("dry_run", dryRun);
        content.put(fields, "diff", UnifiedDiff.render(diff));
        yield entry(envelope, FILE, Phase.AFTER, fields);
      }
      case Event.Committed(String id, String message, List<String> files) -> {
        fields.put("id", id);
        fields.put("files", files);
        fields.put("dry_run", id.isEmpty());
        content.put(fields, "message", message);
        yield entry(envelope, COMMIT, Phase.AFTER, fields);
      }
      case Event.PullRequestMade(PullRequest request) -> {
        fields.put("url", request.url());
        fields.put("branch", request.branch());
        fields.put("base", request.base());
        fields.put("state", request.state().word());
        content.put(fields, "title", request.title());
        yield entry(envelope, PULL_REQUEST, Phase.AFTER, fields);
      }
      case Event.NoticeRaised(var notice) -> {
        Problem problem = notice.problem();
        fields.put("code", problem.code().id());
        content.put(fields, "text", problem.what() + ": " + problem.cause());
        yield at(envelope, NOTICE, fields);
      }
      case Event.RunEnded(RunResult result) -> {
        open.clear();
        yield entry(envelope, RUN, Phase.AFTER, ended(result));
      }
      case Event.SessionStarted s -> {
        fields.put("folder", s.directory());
        fields.put("model", s.model());
        fields.put("endpoint", s.endpoint());
        fields.put("mode", s.mode());
        yield at(envelope, SESSION, fields);
      }
      case Event.Verified verified -> {
        fields.put("exit_code", verified.exitCode());
        fields.put("tree", verified.tree());
        fields.put("duration_ms", verified.took().toMillis());
        content.put(fields, "command", verified.command());
        yield entry(envelope, VERIFICATION, Phase.AFTER, fields);
      }
      case Event.UsageReported u -> Optional.empty();
      case Event.TaskEnded t -> Optional.empty(); // what it did is recorded as it is done
      case Event.Rewound r -> Optional.empty();
      case Event.Compacted c -> Optional.empty();
      case Event.Transient t -> Optional.empty();
      case Event.ScreenOnly s -> Optional.empty();
    };
  }

  /** The record before a commit that no call asked for. */
  AuditEntry committing(Envelope envelope, Event.Committed commit) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("files", commit.files());
    content.put(fields, "message", commit.message());
    return new AuditEntry(
        envelope.at(), envelope.sessionId(), envelope.turn(), COMMIT, Phase.BEFORE, fields);
  }

  private static Optional<AuditEntry> at(
      Envelope envelope, String event, Map<String, Object> fields) {
    return entry(envelope, event, Phase.AT, fields);
  }

  private static Optional<AuditEntry> entry(
      Envelope envelope, String event, Phase phase, Map<String, Object> fields) {
    return Optional.of(
        new AuditEntry(envelope.at(), envelope.sessionId(), envelope.turn(), event, phase, fields));
  }

  private static String words(Message.User message) {
    return message.parts().stream()
        .map(
            part ->
                switch (part) {
                  case Part.Text(String text) -> text;
                  case Part.Attachment(String name, String text) -> "[" + name + "]\n" + text;
                  case Part.Image i -> "[image]";
                })
        .collect(Collectors.joining("\n"));
  }

  /** What is known of a call whatever the policy: its name, its kind, and the file it names. */
  private static Map<String, Object> known(ToolCall call) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("call", call.id().value());
    fields.put("tool", call.name());
    fields.put("action", action(call.name()));
    path(call).ifPresent(path -> fields.put("path", path));
    return fields;
  }

  private static String action(String tool) {
    return switch (tool) {
      case ToolNames.READ_FILE, ToolNames.GLOB, ToolNames.GREP -> "read";
      case ToolNames.STR_REPLACE,
          ToolNames.WRITE_FILE,
          ToolNames.PATCH,
          ToolNames.APPLY_PATCH,
          ToolNames.INSERT ->
          "edit";
      case ToolNames.BASH -> "command";
      case ToolNames.GIT_COMMIT -> "commit";
      default -> tool.startsWith(ToolNames.MCP) ? "mcp" : "other";
    };
  }

  private static Optional<String> path(ToolCall call) {
    try {
      return Json.object(call.arguments().text()).get("path") instanceof String path
          ? Optional.of(path)
          : Optional.empty();
    } catch (JsonShapeException e) {
      return Optional.empty();
    }
  }

  private Map<String, Object> finished(ToolResult result) {
    Map<String, Object> before = open.remove(result.callId());
    Map<String, Object> fields = new LinkedHashMap<>();
    if (before == null) {
      fields.put("call", result.callId().value());
      fields.put("tool", result.toolName());
      fields.put("action", action(result.toolName()));
    } else {
      fields.putAll(before);
    }
    fields.put("outcome", result.outcome().name().toLowerCase(Locale.ROOT));
    fields.put("dry_run", result.isOnlyShown());
    for (ToolFact fact : result.facts()) {
      switch (fact) {
        case ToolFact.EndedBadly(int exitCode) -> fields.put("exit_code", exitCode);
        case ToolFact.Confined(String level, String kept) -> fields.put("sandbox", level);
        case ToolFact.RanInstead(String command) -> content.put(fields, "ran_instead", command);
        case ToolFact.TodoList t -> {}
        case ToolFact.OnlyShown o -> {}
        case ToolFact.AlreadyDone a -> {}
        case ToolFact.Hindered h -> fields.put("code", h.problem().code().id());
        case ToolFact.OutputFile o -> {}
        case ToolFact.Found f -> {}
        case ToolFact.ChangesTold c -> {}
      }
    }
    content.put(fields, "output", result.text());
    return fields;
  }

  private Map<String, Object> ended(RunResult result) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("exit_code", result.exitCode().code());
    if (result.ending() instanceof RunResult.Ending.Badly(var exit, Problem problem)) {
      fields.put("code", problem.code().id());
      content.put(fields, "reason", problem.what() + ": " + problem.cause());
    }
    fields.put("model", result.model());
    fields.put("endpoint", result.endpoint());
    fields.put("turns", result.turns());
    fields.put("input_tokens", result.usage().inputTokens());
    fields.put("output_tokens", result.usage().outputTokens());
    fields.put("duration_ms", result.took().toMillis());
    fields.put("changed_files", result.changedFiles());
    fields.put("commits", result.commits());
    return fields;
  }
}
