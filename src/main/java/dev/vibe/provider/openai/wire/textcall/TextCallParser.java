package dev.vibe.provider.openai.wire.textcall;

import dev.vibe.json.JsonTree;
import dev.vibe.provider.openai.wire.WireJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * Parser of tool calls out of text, when nothing about them is in doubt: every name is one that was
 * offered, every JSON is complete, and nothing follows.
 */
public final class TextCallParser {

  /** A call as text: without an id. */
  public record Named(String name, String arguments) {}

  private final String text;
  private final Set<String> toolNames;
  private int position;

  private TextCallParser(String text, Set<String> toolNames) {
    this.text = text;
    this.toolNames = toolNames;
  }

  /** The calls that the text consists of; empty when it is anything else. */
  public static List<Named> read(String held, Set<String> toolNames) {
    String text = held.strip();
    if (text.endsWith(TextCallScanner.END_OF_TEXT)) {
      text =
          text.substring(0, text.length() - TextCallScanner.END_OF_TEXT.length()).stripTrailing();
    }
    return new TextCallParser(text, toolNames).sequence();
  }

  /**
   * Arguments of one call into which the calls after it were run together: {@code
   * {"a":1}name{"b":2}}. Empty when they are anything else.
   *
   * @return the calls, the first under {@code firstName}
   */
  public static List<Named> split(String firstName, String arguments, Set<String> toolNames) {
    int end = WireJson.firstValueEnd(arguments);
    if (end <= 0 || end == arguments.length()) {
      return List.of();
    }
    List<Named> more = new TextCallParser(arguments.substring(end), toolNames).sequence();
    if (more.isEmpty()) {
      return List.of();
    }
    List<Named> all = new ArrayList<>();
    all.add(new Named(firstName, arguments.substring(0, end).strip()));
    all.addAll(more);
    return all;
  }

  /** Calls in any of the forms, one after the other; all marks may be missing. */
  private List<Named> sequence() {
    List<Named> calls = new ArrayList<>();
    while (position < text.length()) {
      while (skip(TextCallScanner.TOOL_CALLS) || skip(TextCallScanner.TOOL_CALL)) {
        // A mark that is there twice means no more than one.
      }
      List<Named> next =
          text.startsWith("[", position) || text.startsWith("{", position) ? json() : named();
      if (next.isEmpty()) {
        return List.of();
      }
      skip("");
      skip(TextCallScanner.TOOL_CALL_END);
      calls.addAll(next);
    }
    return calls;
  }

  /** {@code name[CALL_ID]id[ARGS]{…}}. */
  private List<Named> named() {
    String name = known(word());
    skip("");
    if (skip(TextCallScanner.CALL_ID)) {
      word();
      skip("");
    }
    skip(TextCallScanner.ARGS);
    String value = value(Set.of(JsonToken.START_OBJECT, JsonToken.VALUE_STRING));
    String arguments = value.startsWith("\"") ? String.valueOf(JsonTree.read(value)) : value;
    return name.isEmpty() || !WireJson.isObject(arguments)
        ? List.of()
        : List.of(new Named(name, arguments));
  }

  private String word() {
    int start = position;
    while (position < text.length()
        && (TextCallScanner.isNameCharacter(text.charAt(position))
            || text.charAt(position) == '.')) {
      position++;
    }
    return text.substring(start, position);
  }

  /** The tool that is meant; empty when there is none of that name. */
  private String known(String name) {
    String bare = toolNames.contains(name) ? name : TextCallScanner.bare(name);
    return toolNames.contains(bare) ? bare : "";
  }

  private boolean skip(String mark) {
    boolean there = text.startsWith(mark, position);
    if (there) {
      position += mark.length();
    }
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
    return there;
  }

  /** The JSON value that is next; empty when there is no whole one that begins so. */
  private String value(Set<JsonToken> first) {
    String rest = text.substring(position);
    int end = WireJson.firstValueEnd(rest, first);
    if (end < 0) {
      return "";
    }
    position += end;
    return rest.substring(0, end).strip();
  }

  /** One object, or a list of them. */
  private List<Named> json() {
    String value = value(Set.of(JsonToken.START_OBJECT, JsonToken.START_ARRAY));
    if (value.isEmpty()) {
      return List.of();
    }
    Object tree = JsonTree.read(value);
    List<Named> calls = new ArrayList<>();
    for (Object entry : tree instanceof List<?> list ? list : List.of(tree)) {
      Named call = entry instanceof Map<?, ?> map ? fromObject(map) : null;
      String name = call == null ? "" : known(call.name);
      if (call == null || name.isEmpty()) {
        return List.of();
      }
      calls.add(new Named(name, call.arguments));
    }
    return calls;
  }

  /** {@code {"name":…,"arguments":{…}}}, or {@code {"tool":…}} with the arguments beside it. */
  private static @Nullable Named fromObject(Map<?, ?> map) {
    if (map.get("tool") instanceof String tool) {
      Map<Object, @Nullable Object> beside = new LinkedHashMap<>(map);
      beside.remove("tool");
      String nested = beside.size() == 1 ? arguments(beside.get("arguments")) : "";
      return new Named(tool, nested.isEmpty() ? JsonTree.write(beside) : nested);
    }
    String arguments = arguments(map.get("arguments"));
    return map.get("name") instanceof String name && !arguments.isEmpty()
        ? new Named(name, arguments)
        : null;
  }

  /** As text, whether they were an object or the text of one; empty when they were neither. */
  private static String arguments(@Nullable Object value) {
    if (value instanceof String text) {
      return WireJson.isObject(text) ? text : "";
    }
    return value instanceof Map<?, ?> ? JsonTree.write(value) : "";
  }
}
