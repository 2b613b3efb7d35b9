package dev.vibe.provider.openai.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Reads tool calls out of text, when nothing about them is in doubt: every name is one that was
 * offered, every JSON is complete, and nothing follows.
 */
final class LeakedCalls {

  /** A call as text: without an id. */
  record Named(String name, String arguments) {}

  private static final String END_OF_TEXT = "</s>";

  private final String text;
  private final Set<String> toolNames;
  private int position;

  private LeakedCalls(String text, Set<String> toolNames) {
    this.text = text;
    this.toolNames = toolNames;
  }

  /** The calls that the text consists of; empty when it is anything else. */
  static List<Named> read(String held, Set<String> toolNames) {
    String text = held.strip();
    if (text.endsWith(END_OF_TEXT)) {
      text = text.substring(0, text.length() - END_OF_TEXT.length()).stripTrailing();
    }
    boolean token = text.startsWith(LeakFilter.TOOL_CALLS);
    String rest = token ? text.substring(LeakFilter.TOOL_CALLS.length()).strip() : text;
    if (rest.startsWith("[") || rest.startsWith("{")) {
      return fromJson(rest, toolNames);
    }
    return new LeakedCalls(text, toolNames).sequence();
  }

  /**
   * Arguments of one call into which the calls after it were run together: {@code
   * {"a":1}name{"b":2}}. Empty when they are anything else.
   *
   * @return the calls, the first under {@code firstName}
   */
  static List<Named> split(String firstName, String arguments, Set<String> toolNames) {
    int end = WireJson.firstValueEnd(arguments);
    if (end <= 0 || end == arguments.length()) {
      return List.of();
    }
    List<Named> more = new LeakedCalls(arguments.substring(end), toolNames).sequence();
    if (more.isEmpty()) {
      return List.of();
    }
    List<Named> all = new ArrayList<>();
    all.add(new Named(firstName, arguments.substring(0, end).strip()));
    all.addAll(more);
    return all;
  }

  /** {@code [TOOL_CALLS]name[CALL_ID]id[ARGS]{…}}, repeated; all marks may be missing. */
  private List<Named> sequence() {
    List<Named> calls = new ArrayList<>();
    while (position < text.length()) {
      skip(LeakFilter.TOOL_CALLS);
      int start = position;
      while (position < text.length() && LeakFilter.isNameCharacter(text.charAt(position))) {
        position++;
      }
      String name = text.substring(start, position);
      if (!toolNames.contains(name)) {
        return List.of();
      }
      if (skip(LeakFilter.CALL_ID)) {
        while (position < text.length() && LeakFilter.isNameCharacter(text.charAt(position))) {
          position++;
        }
      }
      skip(LeakFilter.ARGS);
      String rest = text.substring(position);
      int end = WireJson.firstValueEnd(rest);
      if (end < 0) {
        return List.of();
      }
      calls.add(new Named(name, rest.substring(0, end).strip()));
      position += end;
    }
    return calls;
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

  private static List<Named> fromJson(String json, Set<String> toolNames) {
    Object tree;
    try {
      tree = WireJson.tree(json);
    } catch (JacksonException e) {
      return List.of();
    }
    List<Named> calls = new ArrayList<>();
    for (Object entry : tree instanceof List<?> list ? list : List.of(tree)) {
      Named call = entry instanceof Map<?, ?> map ? fromObject(map) : null;
      if (call == null || !toolNames.contains(call.name)) {
        return List.of();
      }
      calls.add(call);
    }
    return calls;
  }

  /** {@code {"name":…,"arguments":{…}}}, or {@code {"tool":…}} with the arguments beside it. */
  private static @Nullable Named fromObject(Map<?, ?> map) {
    if (map.get("tool") instanceof String tool) {
      Map<Object, @Nullable Object> arguments = new LinkedHashMap<>(map);
      arguments.remove("tool");
      boolean nested = arguments.size() == 1 && arguments.get("arguments") instanceof Map<?, ?>;
      return new Named(tool, WireJson.write(nested ? arguments.get("arguments") : arguments));
    }
    if (!(map.get("name") instanceof String name)) {
      return null;
    }
    Object arguments = map.get("arguments");
    if (arguments instanceof String text) {
      return WireJson.isObject(text) ? new Named(name, text) : null;
    }
    return arguments instanceof Map<?, ?> ? new Named(name, WireJson.write(arguments)) : null;
  }
}
