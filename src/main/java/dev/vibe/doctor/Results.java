package dev.vibe.doctor;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolResult;
import java.util.List;

/** What the calls of a trial are answered with. */
final class Results {

  private Results() {}

  static Message.ToolResults of(List<ToolCall> calls) {
    return new Message.ToolResults(
        calls.stream()
            .map(call -> new ToolResult(call.id(), call.name(), ToolResult.Outcome.OK, "42"))
            .toList());
  }
}
