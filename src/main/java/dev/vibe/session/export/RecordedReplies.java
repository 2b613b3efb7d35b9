package dev.vibe.session.export;

import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.Usage;
import dev.vibe.event.Event;
import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import dev.vibe.session.export.Story.Chapter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writer of the model's side of a story as a cassette ({@code docs/cassettes.md}). Pure. */
final class RecordedReplies {

  /** What a model wrote that was of no use is not kept. */
  private static final String NO_SUMMARY = "-";

  private RecordedReplies() {}

  static String of(Story story) {
    List<Object> replies = new ArrayList<>();
    String summary = "";
    for (Chapter chapter : story.chapters()) {
      if (chapter instanceof Chapter.Replied replied) {
        replies.add(reply(replied));
      }
      if (chapter instanceof Chapter.Compacted(var at, var compacted, Usage usage)) {
        boolean isNew = !compacted.summary().equals(summary);
        summary = compacted.summary();
        replies.add(summary(isNew ? summary : NO_SUMMARY, usage));
      }
    }
    Map<String, Object> cassette = new LinkedHashMap<>();
    cassette.put("model", story.start().map(Event.SessionStarted::model).orElse("recorded"));
    cassette.put("replies", replies);
    return Json.write(cassette) + "\n";
  }

  private static Map<String, Object> reply(Chapter.Replied replied) {
    Map<String, Object> reply = new LinkedHashMap<>();
    if (!replied.message().reasoning().isEmpty()) {
      reply.put("reasoning", replied.message().reasoning().text());
    }
    if (!replied.message().text().isEmpty()) {
      reply.put("text", replied.message().text());
    }
    if (!replied.message().calls().isEmpty()) {
      reply.put("calls", replied.message().calls().stream().map(RecordedReplies::call).toList());
    }
    putUsage(reply, replied.usage());
    return reply;
  }

  private static Map<String, Object> summary(String text, Usage usage) {
    Map<String, Object> reply = new LinkedHashMap<>();
    reply.put("text", text);
    putUsage(reply, usage);
    return reply;
  }

  private static void putUsage(Map<String, Object> reply, Usage usage) {
    if (!usage.equals(Usage.NONE)) {
      Map<String, Object> tokens = new LinkedHashMap<>();
      tokens.put("input_tokens", usage.inputTokens());
      tokens.put("output_tokens", usage.outputTokens());
      tokens.put("cached_tokens", usage.cachedTokens());
      reply.put("usage", tokens);
    }
  }

  private static Map<String, Object> call(ToolCall call) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", call.name());
    String text = call.arguments().text();
    Optional<Map<String, Object>> plain = plain(text);
    if (plain.isPresent()) {
      fields.put("arguments", plain.get());
    } else {
      fields.put("arguments_text", text);
    }
    return fields;
  }

  /** As an object, where that is written as the model wrote it, to the byte. */
  private static Optional<Map<String, Object>> plain(String text) {
    try {
      return Optional.of(Json.object(text)).filter(object -> Json.write(object).equals(text));
    } catch (JsonShapeException e) {
      return Optional.empty();
    }
  }
}
