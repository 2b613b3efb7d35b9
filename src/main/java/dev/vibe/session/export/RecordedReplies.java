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

/** Writer of the model's side of a story as a cassette ({@code docs/cassettes.md}). Pure. */
final class RecordedReplies {

  private RecordedReplies() {}

  static String of(Story story) {
    List<Object> replies = new ArrayList<>();
    for (Chapter chapter : story.chapters()) {
      if (chapter instanceof Chapter.Replied replied) {
        replies.add(reply(replied));
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
    Usage usage = replied.usage();
    if (!usage.equals(Usage.NONE)) {
      Map<String, Object> tokens = new LinkedHashMap<>();
      tokens.put("input_tokens", usage.inputTokens());
      tokens.put("output_tokens", usage.outputTokens());
      tokens.put("cached_tokens", usage.cachedTokens());
      reply.put("usage", tokens);
    }
    return reply;
  }

  private static Map<String, Object> call(ToolCall call) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", call.name());
    try {
      fields.put("arguments", Json.object(call.arguments().text()));
    } catch (JsonShapeException e) {
      fields.put("arguments_text", call.arguments().text());
    }
    return fields;
  }
}
