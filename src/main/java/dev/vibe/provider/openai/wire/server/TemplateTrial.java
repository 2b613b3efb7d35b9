package dev.vibe.provider.openai.wire.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vibe.json.JsonShapeException;
import dev.vibe.json.JsonTree;
import dev.vibe.net.HttpBody;
import dev.vibe.provider.openai.wire.Segments;
import dev.vibe.provider.openai.wire.TemplateLoss;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Trial of a chat template: a short conversation that ends with a call and its result, which
 * llama.cpp turns into the text of a prompt without asking the model. Pure functions.
 */
public final class TemplateTrial {

  private static final String BASE = "vibe-base-7f31";
  private static final String ASKED = "vibe-asked-7f31";
  private static final String CALLED = "vibe-called-7f31";
  private static final String RESULT = "vibe-result-7f31";
  private static final String TOLD = "vibe-told-7f31";
  private static final String TOOL = "look";
  private static final String ID = "call00001";
  private static final Object USER = Map.of("role", "user", "content", ASKED);

  private TemplateTrial() {}

  /** What is sent. */
  public static HttpBody question() {
    Map<String, Object> function = Map.of("name", TOOL, "arguments", "{\"at\":\"" + CALLED + "\"}");
    Object call = Map.of("id", ID, "type", "function", "function", function);
    return asked(
        List.of(
            Map.of("role", "system", "content", BASE),
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

  /** What the answer tells; empty when nothing, as the template may refuse such a conversation. */
  public static Optional<Set<TemplateLoss>> outcome(String json) {
    String prompt = prompt(json);
    if (!prompt.contains(ASKED)) {
      return Optional.empty();
    }
    Set<TemplateLoss> lost = EnumSet.noneOf(TemplateLoss.class);
    if (!prompt.contains(RESULT) || !prompt.contains(TOLD)) {
      lost.add(TemplateLoss.TOOLS);
    }
    if (!prompt.contains(CALLED)) {
      lost.add(TemplateLoss.CALLS);
    }
    if (!prompt.contains(BASE)) {
      lost.add(TemplateLoss.SYSTEM_PROMPT);
    }
    return Optional.of(lost);
  }

  /** What the answer to {@link #questionWithoutCall} tells, which says nothing of results. */
  public static Optional<Set<TemplateLoss>> outcomeWithoutCall(String json) {
    String prompt = prompt(json);
    return prompt.contains(ASKED) && !prompt.contains(TOLD)
        ? Optional.of(EnumSet.of(TemplateLoss.TOOLS))
        : Optional.empty();
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
