package dev.vibe.protocol.wire.v1;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.conversation.Reasoning;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolFact;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.Notice;
import dev.vibe.event.PullRequest;
import dev.vibe.event.RunResult;
import dev.vibe.problem.Problem;
import dev.vibe.text.FileDiff;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writer of events as lines of version 1. */
public final class EventWriter {

  /** Author of a message in the user's place that no user wrote. */
  static final String BY_PRODUCT = "vibe";

  private static final JsonFactory JSON = new JsonFactory();

  /** What stands, in a diff, behind the last line of a file that has no line ending. */
  static final String NO_NEWLINE = "\\ No newline at end of file";

  private final JsonGenerator json;

  private EventWriter(JsonGenerator json) {
    this.json = json;
  }

  /** One line without its line break. */
  public static String event(Envelope envelope) {
    return write(writer -> writer.line(envelope));
  }

  /** The bare result record. */
  public static String result(RunResult result) {
    return write(
        writer -> {
          writer.json.writeStartObject();
          ResultFields.result(writer.json, result);
          writer.json.writeEndObject();
        });
  }

  private static String write(Consumer<EventWriter> what) {
    StringWriter out = new StringWriter(256);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      what.accept(new EventWriter(json));
    }
    return LineSafety.escape(out.toString());
  }

  private void line(Envelope envelope) {
    json.writeStartObject();
    switch (envelope.event()) {
      case Event.RunEnded(RunResult result) -> {
        ResultFields.result(json, result);
        json.writeNumberProperty("v", 1);
        json.writeNumberProperty("seq", envelope.seq());
        json.writeStringProperty("at", Rfc3339.format(envelope.at()));
        json.writeNumberProperty("turn", envelope.turn());
      }
      case Event.SessionStarted started -> session(head(envelope, "session"), started);
      case Event.UserSaid said -> user(head(envelope, "message"), said);
      case Event.AssistantSaid(Message.Assistant message) ->
          assistant(head(envelope, "message"), message);
      case Event.TextDelta(String text) ->
          head(envelope, "message_delta").writeStringProperty("text", text);
      case Event.ReasoningDelta(String text) ->
          head(envelope, "reasoning_delta").writeStringProperty("text", text);
      case Event.ToolCalled(ToolCall call, String title) -> {
        head(envelope, "tool_call");
        callFields(call, "call_id");
        json.writeStringProperty("title", title);
      }
      case Event.Progressed p ->
          throw new IllegalArgumentException("only screens are told how far a request is");
      case Event.OutputGrew o ->
          throw new IllegalArgumentException("only screens are told how output grows");
      case Event.ToolFinished finished -> {
        head(envelope, "tool_result");
        toolResult(finished);
      }
      case Event.ApprovalDecided decided -> approval(head(envelope, "approval"), decided);
      case Event.FileChanged changed -> diff(head(envelope, "diff"), changed);
      case Event.Committed committed -> commit(head(envelope, "commit"), committed);
      case Event.Verified verified -> verification(head(envelope, "verification"), verified);
      case Event.TaskWorks works -> {
        TaskFields.head(head(envelope, "task"), works.task(), "running");
        json.writeStringProperty("doing", works.doing());
        json.writeNumberProperty("turns", works.turns());
        ResultFields.usage(json, "usage", works.usage());
      }
      case Event.TaskEnded ended -> {
        head(envelope, "task");
        TaskFields.ended(json, ended);
      }
      case Event.PullRequestMade(PullRequest request) -> {
        head(envelope, "pull_request");
        ResultFields.pullRequest(json, request);
      }
      case Event.Rewound(int messages) ->
          head(envelope, "rewind").writeNumberProperty("messages", messages);
      case Event.Compacted compacted -> compaction(head(envelope, "compaction"), compacted);
      case Event.UsageReported reported -> {
        head(envelope, "usage");
        ResultFields.usage(json, "reply", reported.reply());
        ResultFields.usage(json, "total", reported.total());
        ResultFields.cost(json, reported.costUsd());
        if (reported.window() > 0) {
          json.writeNumberProperty("window", reported.window());
        }
      }
      case Event.RetryScheduled retry -> retry(head(envelope, "retry"), retry);
      case Event.NoticeRaised(Notice notice) -> {
        head(envelope, "notice");
        ResultFields.problem(json, notice.problem());
      }
    }
    json.writeEndObject();
  }

  private static void compaction(JsonGenerator json, Event.Compacted compacted) {
    json.writeNumberProperty("messages", compacted.messages());
    json.writeStringProperty("text", compacted.text());
    json.writeStringProperty("summary", compacted.summary());
    json.writeNumberProperty("before", compacted.size().before());
    json.writeNumberProperty("after", compacted.size().after());
    json.writeStringProperty("reason", lower(compacted.reason()));
  }

  private JsonGenerator head(Envelope envelope, String type) {
    json.writeNumberProperty("v", 1);
    json.writeStringProperty("type", type);
    json.writeNumberProperty("seq", envelope.seq());
    json.writeStringProperty("at", Rfc3339.format(envelope.at()));
    json.writeStringProperty("session_id", envelope.sessionId());
    json.writeNumberProperty("turn", envelope.turn());
    return json;
  }

  private static void session(JsonGenerator json, Event.SessionStarted started) {
    json.writeStringProperty("version", started.version());
    json.writeStringProperty("directory", started.directory());
    json.writeStringProperty("model", started.model());
    json.writeStringProperty("endpoint", started.endpoint());
    json.writeStringProperty("mode", started.mode());
  }

  private static void user(JsonGenerator json, Event.UserSaid said) {
    json.writeStringProperty("role", "user");
    if (said.by() == Event.UserSaid.Author.PRODUCT) {
      json.writeStringProperty("by", BY_PRODUCT);
    }
    json.writeArrayPropertyStart("parts");
    for (Part part : said.message().parts()) {
      json.writeStartObject();
      switch (part) {
        case Part.Text(String text) -> json.writeStringProperty("text", text);
        case Part.Attachment(String name, String text) -> {
          json.writeStringProperty("name", name);
          json.writeStringProperty("text", text);
        }
        case Part.Image image -> {
          byte[] bytes = image.bytes();
          json.writeStringProperty("image", image.name());
          json.writeStringProperty("media_type", image.type().mediaType());
          json.writeNumberProperty("bytes", bytes.length);
          json.writeStringProperty("sha256", Part.Image.sha256(bytes));
        }
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void assistant(JsonGenerator json, Message.Assistant message) {
    json.writeStringProperty("role", "assistant");
    json.writeStringProperty("text", message.text());
    if (!message.reasoning().isEmpty()) {
      json.writeObjectPropertyStart("reasoning");
      json.writeStringProperty("text", message.reasoning().text());
      json.writeStringProperty("form", message.reasoning().form());
      if (!message.reasoning().marks().equals(Reasoning.Marks.NONE)) {
        json.writeStringProperty("before", message.reasoning().marks().before());
        json.writeStringProperty("after", message.reasoning().marks().after());
      }
      json.writeEndObject();
    }
    json.writeArrayPropertyStart("calls");
    for (ToolCall call : message.calls()) {
      json.writeStartObject();
      callFields(call, "id");
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void callFields(ToolCall call, String idField) {
    json.writeStringProperty(idField, call.id().value());
    json.writeStringProperty("name", call.name());
    json.writeStringProperty("arguments", call.arguments().text());
  }

  private void toolResult(Event.ToolFinished finished) {
    json.writeStringProperty("call_id", finished.result().callId().value());
    json.writeStringProperty("name", finished.result().toolName());
    json.writeStringProperty("outcome", lower(finished.result().outcome()));
    json.writeStringProperty("text", finished.result().text());
    json.writeNumberProperty("duration_ms", finished.took().toMillis());
    finished.result().facts().forEach(this::fact);
  }

  private void fact(ToolFact fact) {
    switch (fact) {
      case ToolFact.TodoList(List<ToolFact.Step> steps) -> {
        json.writeArrayPropertyStart("todo");
        for (ToolFact.Step step : steps) {
          json.writeStartObject();
          json.writeStringProperty("text", step.text());
          json.writeStringProperty("status", lower(step.progress()));
          json.writeEndObject();
        }
        json.writeEndArray();
      }
      case ToolFact.RanInstead(String command) -> json.writeStringProperty("ran_instead", command);
      case ToolFact.EndedBadly(int exitCode) -> json.writeNumberProperty("exit_code", exitCode);
      case ToolFact.Confined(String level, String kept) -> {
        json.writeStringProperty("sandbox", level);
        if (!kept.isEmpty()) {
          json.writeStringProperty("kept_from", kept);
        }
      }
      case ToolFact.OutputFile(String file) -> json.writeStringProperty("output_file", file);
      case ToolFact.Found(int matches, int files) -> {
        json.writeNumberProperty("matches", matches);
        json.writeNumberProperty("files", files);
      }
      case ToolFact.ChangesTold(int line) -> json.writeNumberProperty("changes_line", line);
      case ToolFact.AlreadyDone() -> json.writeBooleanProperty("already_done", true);
      case ToolFact.OnlyShown() -> json.writeBooleanProperty("dry_run", true);
      case ToolFact.Hindered(String subject, Problem problem) -> {
        json.writeStringProperty("subject", subject);
        ResultFields.problem(json, problem);
      }
    }
  }

  private static void approval(JsonGenerator json, Event.ApprovalDecided decided) {
    json.writeStringProperty("call_id", decided.callId().value());
    json.writeStringProperty("subject", decided.subject());
    json.writeBooleanProperty("granted", decided.granted());
    json.writeStringProperty("by", decided.by().text());
    json.writeStringProperty("reason", decided.reason());
  }

  private static void diff(JsonGenerator json, Event.FileChanged changed) {
    FileDiff diff = changed.diff();
    if (!changed.calls().isEmpty()) {
      json.writeArrayPropertyStart("call_ids");
      changed.calls().forEach(call -> json.writeString(call.value()));
      json.writeEndArray();
    }
    json.writeStringProperty("path", diff.path());
    json.writeStringProperty("kind", lower(diff.kind()));
    json.writeNumberProperty("added", diff.added());
    json.writeNumberProperty("removed", diff.removed());
    json.writeBooleanProperty("dry_run", changed.dryRun());
    json.writeArrayPropertyStart("hunks");
    for (FileDiff.Hunk hunk : diff.hunks()) {
      json.writeStartObject();
      json.writeNumberProperty("old_start", hunk.oldStart());
      json.writeNumberProperty("old_lines", hunk.oldLines());
      json.writeNumberProperty("new_start", hunk.newStart());
      json.writeNumberProperty("new_lines", hunk.newLines());
      json.writeArrayPropertyStart("lines");
      for (FileDiff.Line line : hunk.lines()) {
        json.writeString(line.mark().sign() + line.text());
        if (line.endsFile()) {
          json.writeString(NO_NEWLINE);
        }
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void commit(JsonGenerator json, Event.Committed committed) {
    json.writeStringProperty("id", committed.id());
    json.writeStringProperty("message", committed.message());
    ResultFields.strings(json, "files", committed.files());
  }

  private static void verification(JsonGenerator json, Event.Verified verified) {
    json.writeStringProperty("command", verified.command());
    json.writeNumberProperty("exit_code", verified.exitCode());
    json.writeStringProperty("tree", verified.tree());
    json.writeNumberProperty("attempt", verified.attempt());
    json.writeNumberProperty("duration_ms", verified.took().toMillis());
  }

  private void retry(JsonGenerator json, Event.RetryScheduled retry) {
    json.writeNumberProperty("attempt", retry.attempt());
    json.writeNumberProperty("delay_ms", retry.delay().toMillis());
    json.writeBooleanProperty("discards_shown", retry.discardsShown());
    ResultFields.problem(json, retry.reason());
  }

  static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
