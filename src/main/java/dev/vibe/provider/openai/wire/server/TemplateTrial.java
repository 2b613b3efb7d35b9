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
  private static final String TOLD = "vibe-told-7f31";
  private static final String TOOL = "look";
  private static final String ID = "call00001";
  private static final Object USER = Map.of("role", "user", "content", ASKED);

  private TemplateTrial() {}

  /** Outcome for tools and their results. */
  public enum Results {
    SHOWN,
    /** The template has no place for one or the other, and leaves it out in silence. */
    DROPPED,
    /** The server does not tell, or its template refuses such a conversation. */
    UNKNOWN
  }

  /** What is sent. */
  public static HttpBody question() {
    Map<String, Object> function = Map.of("name", TOOL, "arguments", "{}");
    Object call = Map.of("id", ID, "type", "function", "function", function);
    return asked(
        List.of(
            USER,
            Map.of("role", "assistant", "content", "", "tool_calls", List.of(call)),
            Map.of("role", "tool", "tool_call_id", ID, "content", RESULT)));
  }

  /**
   * What is sent to a template that refuses that: it may take no calls, but leave out the tools.
   */
  public static HttpBody questionWithoutCall() {
    return asked(List.of(USER));
  }

  private static HttpBody asked(List<Object> messages) {
    Object schema = Map.of("type", "object", "properties", Map.of());
    Object spec = Map.of("name", TOOL, "description", TOLD, "parameters", schema);
    Object body =
        Map.of(
            "messages", messages, "tools", List.of(Map.of("type", "function", "function", spec)));
    return new Segments(List.of(JsonTree.write(body).getBytes(UTF_8)));
  }

  /** What the answer means. */
  public static Results outcome(String json) {
    String prompt = prompt(json);
    if (!prompt.contains(ASKED)) {
      return Results.UNKNOWN;
    }
    return prompt.contains(RESULT) && prompt.contains(TOLD) ? Results.SHOWN : Results.DROPPED;
  }

  /** What the answer to {@link #questionWithoutCall} means, which says nothing of results. */
  public static Results outcomeWithoutCall(String json) {
    String prompt = prompt(json);
    return prompt.contains(ASKED) && !prompt.contains(TOLD) ? Results.DROPPED : Results.UNKNOWN;
  }

  private static String prompt(String json) {
    try {
      return !json.isBlank()
              && JsonTree.read(json) instanceof Map<?, ?> answer
              && answer.get("prompt") instanceof String prompt
          ? prompt
          : "";
    } catch (JsonShapeException notJson) {
      return "";
    }
  }
}
