package dev.vibe.servers;

import dev.vibe.json.Json;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Comparison of a request with the prompt that a template made of it: all that was said, and each
 * tool, has to be there whole, as it is or escaped once as JSON escapes it.
 */
final class ShownParts {

  private static final Pattern ESCAPE =
      Pattern.compile("\\\\(?:u([0-9a-fA-F]{4})|([\"\\\\/bfnrt]))");

  /** Kinds of what a request holds. */
  enum Part {
    SYSTEM,
    TOOL,
    SAID,
    CALL,
    RESULT
  }

  private final String prompt;
  private final String unescaped;
  private final Set<Part> missing = EnumSet.noneOf(Part.class);

  private ShownParts(String prompt) {
    this.prompt = prompt;
    this.unescaped = unescape(prompt);
  }

  /** What of a request a prompt does not show, or not whole. */
  static Set<Part> missing(Map<String, Object> body, String prompt) {
    ShownParts parts = new ShownParts(prompt);
    for (Object tool : list(body.get("tools"))) {
      parts.tool(object(object(tool).get("function")));
    }
    for (Object each : list(body.get("messages"))) {
      parts.message(object(each));
    }
    return parts.missing;
  }

  private void tool(Map<String, Object> function) {
    text(Part.TOOL, function.get("name"));
    text(Part.TOOL, function.get("description"));
    object(object(function.get("parameters")).get("properties"))
        .forEach(
            (parameter, schema) -> {
              text(Part.TOOL, parameter);
              text(Part.TOOL, object(schema).get("description"));
            });
  }

  private void message(Map<String, Object> message) {
    List<?> calls = list(message.get("tool_calls"));
    switch (String.valueOf(message.get("role"))) {
      case "system" -> text(Part.SYSTEM, message.get("content"));
      case "user" -> text(Part.SAID, message.get("content"));
      case "tool" -> text(Part.RESULT, message.get("content"));
      case "assistant" -> {
        // Many templates leave out what is said beside a call.
        if (calls.isEmpty()) {
          text(Part.SAID, message.get("content"));
        }
        calls.forEach(call -> call(object(object(call).get("function"))));
      }
      default -> throw new AssertionError(message);
    }
  }

  private void call(Map<String, Object> function) {
    text(Part.CALL, function.get("name"));
    Json.object(String.valueOf(function.get("arguments")))
        .values()
        .forEach(value -> text(Part.CALL, value));
  }

  private void text(Part part, @Nullable Object value) {
    if (value instanceof String text && !shows(text.strip())) {
      missing.add(part);
    }
  }

  private boolean shows(String text) {
    return prompt.contains(text) || unescaped.contains(text);
  }

  private static String unescape(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(
            escape ->
                Matcher.quoteReplacement(
                    escape.group(1) != null
                        ? String.valueOf((char) Integer.parseInt(escape.group(1), 16))
                        : switch (escape.group(2)) {
                          case "b" -> "\b";
                          case "f" -> "\f";
                          case "n" -> "\n";
                          case "r" -> "\r";
                          case "t" -> "\t";
                          default -> escape.group(2);
                        }));
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  @SuppressWarnings("unchecked") // the mapper gives string keys only
  private static Map<String, Object> object(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }
}
