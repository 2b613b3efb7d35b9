package dev.vibe.session.export;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.ToolResult;
import dev.vibe.conversation.Usage;
import dev.vibe.event.Event;
import dev.vibe.event.RunResult;
import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import dev.vibe.session.export.Story.Call;
import dev.vibe.session.export.Story.Chapter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writer of a story in the Agent Trajectory Interchange Format, version 1.6, of the Harbor project
 * (its RFC 0001): what evaluation harnesses read. Pure.
 */
final class AtifRecord {

  private static final String VERSION = "ATIF-v1.6";

  private final List<Object> steps = new ArrayList<>();
  private Usage usage = Usage.NONE;
  private double cost;

  static String of(Story story, String version) {
    AtifRecord record = new AtifRecord();
    String model = story.start().map(Event.SessionStarted::model).orElse("");
    story.chapters().forEach(chapter -> record.step(chapter, model));
    Map<String, Object> agent = new LinkedHashMap<>();
    agent.put("name", "vibe");
    agent.put("version", version);
    agent.put("model_name", model);
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("total_prompt_tokens", record.usage.inputTokens());
    metrics.put("total_completion_tokens", record.usage.outputTokens());
    metrics.put("total_cached_tokens", record.usage.cachedTokens());
    metrics.put("total_cost_usd", record.cost);
    metrics.put("total_steps", record.steps.size());
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("schema_version", VERSION);
    root.put("session_id", story.id());
    root.put("agent", agent);
    root.put("steps", record.steps);
    root.put("final_metrics", metrics);
    return Json.write(root) + "\n";
  }

  private void step(Chapter chapter, String model) {
    switch (chapter) {
      case Chapter.Asked asked ->
          steps.add(step(asked.at(), "user", Message.textOf(asked.message())));
      case Chapter.Replied replied -> steps.add(replied(replied, model));
      case Chapter.Ended(Instant at, RunResult result) -> cost += result.costUsd();
      case Chapter.Changed c -> {}
      case Chapter.Committed c -> {}
      case Chapter.Noticed n -> {}
      case Chapter.Compacted c -> {}
      case Chapter.WentBack w -> {}
    }
  }

  private Map<String, Object> step(Instant at, String source, String message) {
    Map<String, Object> step = new LinkedHashMap<>();
    step.put("step_id", steps.size() + 1);
    step.put("timestamp", at.toString());
    step.put("source", source);
    step.put("message", message);
    return step;
  }

  private Map<String, Object> replied(Chapter.Replied replied, String model) {
    Map<String, Object> step = step(replied.at(), "agent", replied.message().text());
    step.put("model_name", model);
    if (!replied.message().reasoning().isEmpty()) {
      step.put("reasoning_content", replied.message().reasoning().text());
    }
    if (!replied.calls().isEmpty()) {
      step.put("tool_calls", replied.calls().stream().map(AtifRecord::call).toList());
      List<Object> results = new ArrayList<>();
      for (Call call : replied.calls()) {
        call.result().map(result -> result(call, result)).ifPresent(results::add);
      }
      step.put("observation", Map.of("results", results));
    }
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("prompt_tokens", replied.usage().inputTokens());
    metrics.put("completion_tokens", replied.usage().outputTokens());
    metrics.put("cached_tokens", replied.usage().cachedTokens());
    step.put("metrics", metrics);
    usage = usage.plus(replied.usage());
    return step;
  }

  private static Map<String, Object> call(Call call) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("tool_call_id", call.call().id().value());
    fields.put("function_name", call.call().name());
    fields.put("arguments", arguments(call));
    return fields;
  }

  /** The format wants an object; what is none is kept in one. */
  private static Map<String, Object> arguments(Call call) {
    String text = call.call().arguments().text();
    try {
      return Json.object(text);
    } catch (JsonShapeException e) {
      return Map.of("text", text);
    }
  }

  private static Map<String, Object> result(Call call, ToolResult result) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("source_call_id", call.call().id().value());
    fields.put("content", result.forModel());
    return fields;
  }
}
