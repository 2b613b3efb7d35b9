package dev.vibe.protocol.wire.v1;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.Usage;
import dev.vibe.event.Event;
import dev.vibe.event.Subtask;
import java.time.Duration;
import tools.jackson.core.JsonGenerator;

/** Fields of what is told of subagents, both ways. */
final class TaskFields {

  private static final String RUNNING = "running";

  private TaskFields() {}

  static void head(JsonGenerator json, Subtask task, String state) {
    json.writeStringProperty("call_id", task.call().value());
    json.writeStringProperty("task_id", task.id());
    json.writeStringProperty("kind", task.kind());
    json.writeStringProperty("title", task.title());
    json.writeStringProperty("state", state);
  }

  static void ended(JsonGenerator json, Event.TaskEnded ended) {
    head(json, ended.task(), "ended");
    json.writeStringProperty("status", ended.status());
    json.writeNumberProperty("turns", ended.turns());
    ResultFields.usage(json, "usage", ended.usage());
    ResultFields.cost(json, ended.costUsd());
    json.writeNumberProperty("duration_ms", ended.took().toMillis());
    json.writeArrayPropertyStart("changed_files");
    ended.changedFiles().forEach(json::writeString);
    json.writeEndArray();
  }

  static Event read(Fields line, Usage usage) {
    Subtask task =
        new Subtask(
            new CallId(line.string("call_id")),
            line.string("task_id"),
            line.string("kind"),
            line.string("title"));
    return line.string("state").equals(RUNNING)
        ? new Event.TaskWorks(task, line.string("doing"), line.small("turns"), usage)
        : new Event.TaskEnded(
            task,
            line.string("status"),
            line.small("turns"),
            usage,
            line.decimal("cost_usd"),
            Duration.ofMillis(line.integer("duration_ms")),
            line.strings("changed_files"));
  }
}
