package dev.vibe.doctor;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolResult;
import java.util.List;

/** Answers to the calls of a probe. */
final class Results {

  private Results() {}

  static Message.ToolResults of(List<ToolCall> calls) {
    return new Message.ToolResults(
        calls.stream()
            .map(call -> new ToolResult(call.id(), call.name(), ToolResult.Outcome.OK, "42"))
            .toList());
  }
}
