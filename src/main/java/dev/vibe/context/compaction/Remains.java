package dev.vibe.context.compaction;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.Reasoning;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolResult;
import dev.vibe.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Policy on what stays in memory of messages that a compaction has put a text in the place of: what
 * the next compaction and the checks of an answer need of them, in the place where it was. Pure.
 */
public final class Remains {

  private Remains() {}

  /** What remains of a message. */
  public static Message of(Message message) {
    return switch (message) {
      case Message.User user -> new Message.User(user.parts().stream().map(Remains::of).toList());
      case Message.Assistant(String text, var reasoning, List<ToolCall> calls) ->
          new Message.Assistant(text, Reasoning.NONE, calls.stream().map(Remains::of).toList());
      case Message.ToolResults(List<ToolResult> results) ->
          new Message.ToolResults(results.stream().map(Remains::of).toList());
    };
  }

  private static Part of(Part part) {
    return switch (part) {
      case Part.Text text -> text;
      case Part.Attachment(String name, String text) ->
          Ledger.isInstructions(name) ? part : new Part.Attachment(name, "");
      case Part.Image image -> image.unseen();
    };
  }

  private static ToolCall of(ToolCall call) {
    Map<String, Object> arguments = new LinkedHashMap<>(CallRecord.arguments(call));
    arguments.keySet().retainAll(CallRecord.TARGETS);
    return new ToolCall(call.id(), call.name(), new RawJson(Json.write(arguments)));
  }

  private static ToolResult of(ToolResult result) {
    return new ToolResult(
        result.callId(),
        result.toolName(),
        result.outcome(),
        CallRecord.isCommit(result.toolName()) ? Ledger.line(result.text()) : "",
        result.facts());
  }
}
