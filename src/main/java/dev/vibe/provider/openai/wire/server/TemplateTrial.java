package dev.vibe.provider.openai.wire.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vibe.json.JsonShapeException;
import dev.vibe.json.JsonTree;
import dev.vibe.net.HttpBody;
import dev.vibe.provider.openai.wire.Segments;
import java.util.List;
import java.util.Map;

/**
 * Trial of a chat template: a short conversation with a call and its result, which llama.cpp turns
 * into the text of a prompt without asking the model. Pure functions.
 */
public final class TemplateTrial {

  private static final String ASKED = "vibe-asked-7f31";
  private static final String RESULT = "vibe-result-7f31";
  private static final String TOOL = "look";
  private static final String ID = "call00001";

  private TemplateTrial() {}

  /** Outcome for the results of tools. */
  public enum Results {
    SHOWN,
    /** The template has no place for them, and leaves them out in silence. */
    DROPPED,
    /** The server does not tell, or its template refuses such a conversation. */
    UNKNOWN
  }

  /** What is sent. */
  public static HttpBody question() {
    Map<String, Object> function = Map.of("name", TOOL, "arguments", "{}");
    Object call = Map.of("id", ID, "type", "function", "function", function);
    Object schema = Map.of("type", "object", "properties", Map.of());
    Object spec = Map.of("name", TOOL, "description", "Looks.", "parameters", schema);
    Object body =
        Map.of(
            "messages",
            List.of(
                Map.of("role", "user", "content", ASKED),
                Map.of("role", "assistant", "content", "", "tool_calls", List.of(call)),
                Map.of("role", "tool", "tool_call_id", ID, "content", RESULT)),
            "tools",
            List.of(Map.of("type", "function", "function", spec)));
    return new Segments(List.of(JsonTree.write(body).getBytes(UTF_8)));
  }

  /** What the answer means. */
  public static Results outcome(String json) {
    try {
      return !json.isBlank()
              && JsonTree.read(json) instanceof Map<?, ?> answer
              && answer.get("prompt") instanceof String prompt
              && prompt.contains(ASKED)
          ? prompt.contains(RESULT) ? Results.SHOWN : Results.DROPPED
          : Results.UNKNOWN;
    } catch (JsonShapeException notJson) {
      return Results.UNKNOWN;
    }
  }
}
