package dev.vibe.protocol.wire.v1;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.ImageType;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.Reasoning;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolResult;
import dev.vibe.conversation.Usage;
import dev.vibe.event.Decider;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.PullRequest;
import dev.vibe.event.RunResult;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.text.FileDiff;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reader of the fields of a line of version 1. Throws {@link dev.vibe.json.JsonShapeException} for
 * fields that are missing or of the wrong type.
 */
public final class EventReader {

  private EventReader() {}

  public static Envelope envelope(Fields line, Event event) {
    return new Envelope(
        line.integer("seq"), instant(line), line.string("session_id"), line.small("turn"), event);
  }

  /**
   * Empty when the type is not one of this version as known here.
   *
   * @param images as in {@link dev.vibe.protocol.EventCodec#decode}
   */
  public static Optional<Event> event(Fields line, Function<String, Optional<String>> images) {
    return Optional.ofNullable(
        switch (line.string("type")) {
          case "session" -> session(line);
          case "message" -> message(line, images);
          case "message_delta" -> new Event.TextDelta(line.string("text"));
          case "reasoning_delta" -> new Event.ReasoningDelta(line.string("text"));
          case "tool_call" -> new Event.ToolCalled(call(line, "call_id"), line.string("title"));
          case "tool_result" -> toolResult(line);
          case "approval" -> approval(line);
          case "diff" -> new Event.FileChanged(changers(line), diff(line), line.claim("dry_run"));
          case "commit" ->
              new Event.Committed(line.string("id"), line.string("message"), line.strings("files"));
          case "verification" -> verification(line);
          case "pull_request" -> new Event.PullRequestMade(pullRequest(line));
          case "rewind" -> new Event.Rewound(line.small("messages"));
          case "compaction" -> compaction(line);
          case "usage" ->
              new Event.UsageReported(
                  usage(line.object("reply")),
                  usage(line.object("total")),
                  line.decimal("cost_usd"),
                  line.has("window") ? line.small("window") : 0);
          case "retry" ->
              new Event.RetryScheduled(
                  line.small("attempt"),
                  Duration.ofMillis(line.integer("delay_ms")),
                  problem(line.object("problem")),
                  line.claim("discards_shown"));
          case "notice" -> Event.NoticeRaised.of(problem(line.object("problem")));
          case "result" -> new Event.RunEnded(result(line));
          default -> null;
        });
  }

  private static Instant instant(Fields line) {
    try {
      return Instant.parse(line.string("at"));
    } catch (DateTimeException e) {
      throw line.mismatch("at", "an RFC 3339 time");
    }
  }

  private static Event session(Fields line) {
    return new Event.SessionStarted(
        line.string("version"),
        line.string("directory"),
        line.string("model"),
        line.string("endpoint"),
        line.string("mode"));
  }

  private static Event message(Fields line, Function<String, Optional<String>> images) {
    return switch (line.string("role")) {
      case "user" -> new Event.UserSaid(new Message.User(parts(line, images)), author(line));
      case "assistant" ->
          new Event.AssistantSaid(
              new Message.Assistant(
                  line.string("text"),
                  line.has("reasoning") ? reasoning(line.object("reasoning")) : Reasoning.NONE,
                  line.objects("calls").stream().map(call -> call(call, "id")).toList()));
      default -> throw line.mismatch("role", "a known role");
    };
  }

  private static Event.UserSaid.Author author(Fields line) {
    return line.has("by") && line.string("by").equals(EventWriter.BY_PRODUCT)
        ? Event.UserSaid.Author.PRODUCT
        : Event.UserSaid.Author.USER;
  }

  /** Parts of a kind that a later release may write are left out. */
  private static List<Part> parts(Fields line, Function<String, Optional<String>> images) {
    List<Part> parts = new ArrayList<>();
    for (Fields part : line.objects("parts")) {
      if (part.has("name")) {
        parts.add(new Part.Attachment(part.string("name"), part.string("text")));
      } else if (part.has("text")) {
        parts.add(new Part.Text(part.string("text")));
      } else if (part.has("sha256")) {
        parts.add(image(part, images.apply(part.string("sha256"))));
      }
    }
    return parts;
  }

  private static Part image(Fields part, Optional<String> base64) {
    String name = part.string("image");
    return ImageType.named(part.string("media_type"))
        .flatMap(type -> base64.<Part>map(bytes -> new Part.Image(name, type, bytes)))
        .orElseGet(() -> Part.Image.unseen(name));
  }

  private static Reasoning reasoning(Fields fields) {
    Reasoning.Marks marks =
        fields.has("before")
            ? new Reasoning.Marks(fields.string("before"), fields.string("after"))
            : Reasoning.Marks.NONE;
    return new Reasoning(fields.string("text"), fields.string("form"), marks);
  }

  private static ToolCall call(Fields fields, String idField) {
    return new ToolCall(
        callId(fields, idField), fields.string("name"), new RawJson(fields.string("arguments")));
  }

  private static CallId callId(Fields fields, String name) {
    String id = fields.string(name);
    if (id.isBlank()) {
      throw fields.mismatch(name, "a call id");
    }
    return new CallId(id);
  }

  private static Event toolResult(Fields line) {
    return new Event.ToolFinished(
        new ToolResult(
            callId(line, "call_id"),
            line.string("name"),
            named(line, "outcome", ToolResult.Outcome.values()),
            line.string("text"),
            facts(line)),
        Duration.ofMillis(line.integer("duration_ms")));
  }

  private static List<ToolFact> facts(Fields line) {
    List<ToolFact> facts = new ArrayList<>();
    if (line.has("todo")) {
      facts.add(
          new ToolFact.TodoList(
              line.objects("todo").stream()
                  .map(
                      step ->
                          new ToolFact.Step(step.string("text"), progress(step.string("status"))))
                  .toList()));
    }
    if (line.has("ran_instead")) {
      facts.add(new ToolFact.RanInstead(line.string("ran_instead")));
    }
    if (line.has("exit_code")) {
      facts.add(new ToolFact.EndedBadly(line.small("exit_code")));
    }
    if (line.has("sandbox")) {
      facts.add(
          new ToolFact.Confined(
              line.string("sandbox"), line.has("kept_from") ? line.string("kept_from") : ""));
    }
    if (line.has("output_file")) {
      facts.add(new ToolFact.OutputFile(line.string("output_file")));
    }
    if (line.has("matches")) {
      facts.add(new ToolFact.Found(line.small("matches"), line.small("files")));
    }
    if (line.has("changes_line")) {
      facts.add(new ToolFact.ChangesTold(line.small("changes_line")));
    }
    if (line.has("already_done") && line.claim("already_done")) {
      facts.add(new ToolFact.AlreadyDone());
    }
    if (line.has("dry_run") && line.claim("dry_run")) {
      facts.add(new ToolFact.OnlyShown());
    }
    if (line.has("problem")) {
      facts.add(new ToolFact.Hindered(line.string("subject"), problem(line.object("problem"))));
    }
    return facts;
  }

  /** One that a later release may write is still to be done. */
  private static ToolFact.Progress progress(String word) {
    for (ToolFact.Progress progress : ToolFact.Progress.values()) {
      if (EventWriter.lower(progress).equals(word)) {
        return progress;
      }
    }
    return ToolFact.Progress.PENDING;
  }

  /** Empty in lines of earlier versions, which did not tell. */
  private static List<CallId> changers(Fields line) {
    return line.has("call_ids")
        ? line.strings("call_ids").stream().filter(id -> !id.isBlank()).map(CallId::new).toList()
        : List.of();
  }

  private static Event approval(Fields line) {
    return new Event.ApprovalDecided(
        callId(line, "call_id"),
        line.string("subject"),
        line.claim("granted"),
        Decider.of(line.string("by")),
        line.string("reason"));
  }

  private static Event compaction(Fields line) {
    return new Event.Compacted(
        line.small("messages"),
        line.string("text"),
        line.string("summary"),
        new Event.Compacted.Size(line.integer("before"), line.integer("after")),
        named(line, "reason", Event.Compacted.Reason.values()));
  }

  private static FileDiff diff(Fields line) {
    return new FileDiff(
        line.string("path"),
        named(line, "kind", FileDiff.Kind.values()),
        line.objects("hunks").stream().map(EventReader::hunk).toList(),
        line.small("added"),
        line.small("removed"));
  }

  private static FileDiff.Hunk hunk(Fields fields) {
    List<FileDiff.Line> lines = new ArrayList<>();
    for (String line : fields.strings("lines")) {
      if (line.equals(EventWriter.NO_NEWLINE) && !lines.isEmpty()) {
        FileDiff.Line last = lines.removeLast();
        lines.add(new FileDiff.Line(last.mark(), last.text(), true));
      } else {
        lines.add(new FileDiff.Line(mark(fields, line), line.substring(1), false));
      }
    }
    return new FileDiff.Hunk(
        fields.small("old_start"),
        fields.small("old_lines"),
        fields.small("new_start"),
        fields.small("new_lines"),
        lines);
  }

  private static FileDiff.Mark mark(Fields fields, String line) {
    for (FileDiff.Mark mark : FileDiff.Mark.values()) {
      if (!line.isEmpty() && line.charAt(0) == mark.sign()) {
        return mark;
      }
    }
    throw fields.mismatch("lines", "the lines of a diff");
  }

  private static RunResult result(Fields line) {
    return new RunResult(
        ending(line),
        line.string("answer"),
        line.string("session_id"),
        line.string("model"),
        line.string("endpoint"),
        line.small("turns"),
        usage(line.object("usage")),
        line.decimal("cost_usd"),
        Duration.ofMillis(line.integer("duration_ms")),
        line.strings("changed_files"),
        line.strings("commits"),
        evidence(line),
        line.has("models")
            ? line.objects("models").stream().map(EventReader::asked).toList()
            : List.of(),
        line.has("pull_request")
            ? Optional.of(pullRequest(line.object("pull_request")))
            : Optional.empty(),
        line.has("attempts")
            ? line.objects("attempts").stream().map(EventReader::attempt).toList()
            : List.of());
  }

  private static RunResult.Attempt attempt(Fields fields) {
    return new RunResult.Attempt(
        fields.string("outcome"), fields.strings("files"), fields.string("detail"));
  }

  private static PullRequest pullRequest(Fields fields) {
    return new PullRequest(
        fields.string("url"),
        fields.integer("number"),
        fields.string("title"),
        fields.string("branch"),
        fields.string("base"),
        named(fields, "state", PullRequest.State.values()));
  }

  private static Event verification(Fields line) {
    return new Event.Verified(
        line.string("command"),
        line.small("exit_code"),
        line.string("tree"),
        line.small("attempt"),
        Duration.ofMillis(line.integer("duration_ms")));
  }

  private static RunResult.Evidence evidence(Fields line) {
    if (line.has("verification")) {
      Fields fields = line.object("verification");
      return new RunResult.Evidence.Verified(
          fields.string("command"), fields.small("exit_code"), fields.string("tree"));
    }
    return line.has("unverified_claim")
        ? new RunResult.Evidence.Claimed()
        : new RunResult.Evidence.Nothing();
  }

  private static RunResult.Asked asked(Fields fields) {
    return new RunResult.Asked(fields.string("model"), fields.string("endpoint"));
  }

  private static RunResult.Ending ending(Fields line) {
    int code = line.small("exit_code");
    if (code == ExitCode.DONE.code()) {
      return new RunResult.Ending.Well();
    }
    for (ExitCode exitCode : ExitCode.values()) {
      if (exitCode.code() == code) {
        return new RunResult.Ending.Badly(exitCode, problem(line.object("problem")));
      }
    }
    throw line.mismatch("exit_code", "a known exit code");
  }

  private static Usage usage(Fields fields) {
    return new Usage(
        fields.integer("input_tokens"),
        fields.integer("output_tokens"),
        fields.integer("cached_tokens"));
  }

  private static Problem problem(Fields fields) {
    return Problem.read(
        fields.string("code"),
        fields.string("what"),
        fields.string("cause"),
        fields.string("remedy"));
  }

  private static <E extends Enum<E>> E named(Fields fields, String name, E[] values) {
    String word = fields.string(name);
    for (E value : values) {
      if (EventWriter.lower(value).equals(word)) {
        return value;
      }
    }
    throw fields.mismatch(name, "a known word");
  }
}
