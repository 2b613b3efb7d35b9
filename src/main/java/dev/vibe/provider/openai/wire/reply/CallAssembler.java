package dev.vibe.provider.openai.wire.reply;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolSpec;
import dev.vibe.json.JsonShapeException;
import dev.vibe.json.JsonTree;
import dev.vibe.provider.openai.wire.CallIds;
import dev.vibe.provider.openai.wire.WireJson;
import dev.vibe.provider.openai.wire.textcall.TextCallParser;
import dev.vibe.provider.openai.wire.textcall.TextCallScanner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Assembler of calls from fragments: by index, else by id, else by order. A good id or name is
 * never overwritten. One use.
 */
final class CallAssembler {

  private static final class Open {
    final int index;
    @Nullable String id;
    String name = "";
    final StringBuilder arguments = new StringBuilder();

    Open(int index) {
      this.index = index;
    }

    boolean isWhole() {
      return WireJson.isObject(arguments.toString());
    }
  }

  private final Map<String, ToolSpec> tools = new HashMap<>();
  private final Set<String> takenIds;
  private final List<Open> calls = new ArrayList<>();

  /**
   * Starts with no call.
   *
   * @param takenIds of calls earlier in the conversation, which a new call must not repeat
   */
  CallAssembler(List<ToolSpec> offered, Set<String> takenIds) {
    offered.forEach(tool -> tools.put(tool.name(), tool));
    this.takenIds = new HashSet<>(takenIds);
  }

  void add(Chunk.CallFragment fragment) {
    Open call = find(fragment);
    if (call == null) {
      call = new Open(fragment.index());
      calls.add(call);
    }
    if (call.id == null) {
      call.id = fragment.id();
    }
    if (call.name.isEmpty() && fragment.name() != null) {
      call.name = fragment.name();
    }
    if (fragment.arguments() != null) {
      call.arguments.append(fragment.arguments());
    }
  }

  private @Nullable Open find(Chunk.CallFragment fragment) {
    if (fragment.index() != Chunk.NO_INDEX) {
      Open same = lastWithIndex(fragment.index());
      return same != null && opensNext(same, fragment) ? null : same;
    }
    Open sameId = lastWithId(fragment.id());
    if (sameId != null) {
      return sameId;
    }
    if (calls.isEmpty()) {
      return null;
    }
    Open last = calls.getLast();
    if (fragment.name() == null) {
      return last;
    }
    boolean repeatsName =
        fragment.id() == null
            && fragment.name().equals(last.name)
            && !last.arguments.isEmpty()
            && !last.isWhole();
    return repeatsName ? last : null;
  }

  private @Nullable Open lastWithIndex(int index) {
    for (int i = calls.size() - 1; i >= 0; i--) {
      if (calls.get(i).index == index) {
        return calls.get(i);
      }
    }
    return null;
  }

  private @Nullable Open lastWithId(@Nullable String id) {
    for (int i = calls.size() - 1; id != null && i >= 0; i--) {
      if (id.equals(calls.get(i).id)) {
        return calls.get(i);
      }
    }
    return null;
  }

  /** Some servers give every call the same index: a new id and a name then open the next one. */
  private static boolean opensNext(Open call, Chunk.CallFragment fragment) {
    if (fragment.id() == null || fragment.name() == null || fragment.id().equals(call.id)) {
      return false;
    }
    boolean tookNone = call.arguments.isEmpty() && !fragment.name().equals(call.name);
    return call.id != null && (tookNone || call.isWhole());
  }

  /** Whether every call has complete arguments, or none where the tool needs none. */
  boolean allWhole() {
    return finish().stream().allMatch(call -> WireJson.isObject(call.arguments().text()));
  }

  /** The calls in the order in which they were opened, arguments as they came. */
  List<ToolCall> finish() {
    Set<String> used = new HashSet<>(takenIds);
    List<ToolCall> finished = new ArrayList<>();
    for (Open call : calls) {
      String arguments = call.arguments.toString();
      int mark = markIn(call.name);
      String name = mark < 0 ? call.name : call.name.substring(0, mark);
      if (!tools.containsKey(name) && tools.containsKey(TextCallScanner.bare(name))) {
        name = TextCallScanner.bare(name);
      }
      if (mark >= 0) {
        int end = call.name.indexOf(TextCallScanner.ARGS);
        arguments = end < 0 ? arguments : call.name.substring(end + 6) + arguments;
      }
      if (name.isEmpty() && arguments.isBlank()) {
        continue;
      }
      List<TextCallParser.Named> glued =
          WireJson.isObject(arguments)
              ? List.of()
              : TextCallParser.split(name, arguments, tools.keySet());
      if (glued.isEmpty()) {
        finished.add(named(call.id, name, orEmptyObject(name, arguments), used));
      } else {
        String id = call.id;
        for (TextCallParser.Named each : glued) {
          finished.add(named(id, each.name(), each.arguments(), used));
          id = null;
        }
      }
    }
    return finished;
  }

  /** Calls that were found in the text. */
  List<ToolCall> recovered(List<TextCallParser.Named> named) {
    Set<String> used = new HashSet<>(takenIds);
    return named.stream().map(call -> named(null, call.name(), call.arguments(), used)).toList();
  }

  /** Special tokens can end up in the name when a parser cuts in the wrong place. */
  private static int markIn(String name) {
    int args = name.indexOf(TextCallScanner.ARGS);
    int id = name.indexOf(TextCallScanner.CALL_ID);
    return id >= 0 ? id : args;
  }

  private static ToolCall named(
      @Nullable String id, String name, String arguments, Set<String> used) {
    String unique = id;
    for (int salt = 0; unique == null || !used.add(unique); salt++) {
      unique = CallIds.hashed(name + used.size(), salt);
    }
    return new ToolCall(new CallId(unique), name, new RawJson(arguments));
  }

  private String orEmptyObject(String name, String arguments) {
    if (!arguments.isBlank()) {
      return arguments;
    }
    ToolSpec tool = tools.get(name);
    return tool != null && needsNoArgument(tool) ? "{}" : arguments;
  }

  private static boolean needsNoArgument(ToolSpec tool) {
    try {
      return !(JsonTree.read(tool.parameters().text()) instanceof Map<?, ?> schema)
          || !(schema.get("required") instanceof List<?> required)
          || required.isEmpty();
    } catch (JsonShapeException e) {
      return false;
    }
  }
}
