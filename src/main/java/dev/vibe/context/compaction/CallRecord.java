package dev.vibe.context.compaction;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolNames;
import dev.vibe.conversation.ToolResult;
import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Record of a call with its result, and what it was about.
 *
 * @param target the file of a read or an edit, or the command; empty when it has none
 * @param message the index of the message that holds the result
 */
record CallRecord(ToolCall call, ToolResult result, String target, int message) {

  private static final Set<String> EDITS =
      Set.of(ToolNames.STR_REPLACE, ToolNames.WRITE_FILE, ToolNames.APPLY_PATCH);

  private static final String FILE = "file";
  private static final String COMMAND = "command";

  /** Names of the arguments that {@link #target} is taken from. */
  static final Set<String> TARGETS = Set.of(FILE, COMMAND);

  /** All of a conversation that were answered, in order. */
  static List<CallRecord> of(List<Message> messages) {
    Map<CallId, ToolCall> calls = new HashMap<>();
    List<CallRecord> records = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      switch (messages.get(i)) {
        case Message.User user -> {}
        case Message.Assistant assistant ->
            assistant.calls().forEach(call -> calls.put(call.id(), call));
        case Message.ToolResults(List<ToolResult> results) -> {
          for (ToolResult result : results) {
            ToolCall call = calls.get(result.callId());
            if (call != null) {
              records.add(new CallRecord(call, result, target(call), i));
            }
          }
        }
      }
    }
    return records;
  }

  private static String target(ToolCall call) {
    Map<String, Object> arguments = arguments(call);
    Object target = arguments.getOrDefault(FILE, arguments.getOrDefault(COMMAND, ""));
    String text = String.valueOf(target).strip();
    return text.startsWith("./") ? text.substring(2) : text;
  }

  /** Of arguments that are no object, nothing. */
  static Map<String, Object> arguments(ToolCall call) {
    try {
      return Json.object(call.arguments().text());
    } catch (JsonShapeException e) {
      return Map.of();
    }
  }

  boolean isRead() {
    return call.name().equals(ToolNames.READ_FILE);
  }

  boolean isSearch() {
    return call.name().equals(ToolNames.GREP);
  }

  boolean isCommand() {
    return call.name().equals(ToolNames.BASH);
  }

  boolean isCommit() {
    return isCommit(call.name());
  }

  static boolean isCommit(String tool) {
    return tool.equals(ToolNames.GIT_COMMIT);
  }

  boolean isEdit() {
    return EDITS.contains(call.name());
  }

  /** It did what it was to do; a command also ended well. */
  boolean isPassed() {
    return !result.isError()
        && result.facts().stream().noneMatch(fact -> fact instanceof ToolFact.EndedBadly);
  }
}
