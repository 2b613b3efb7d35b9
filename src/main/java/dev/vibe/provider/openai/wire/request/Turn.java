package dev.vibe.provider.openai.wire.request;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.Reasoning;
import dev.vibe.conversation.ToolCall;
import java.util.List;

/** Turn of a conversation, a message as a server may see it; one JSON object each. */
sealed interface Turn {

  /** User messages that were said without an answer between them. */
  record User(List<Message.User> messages) implements Turn {}

  /** Text of ours that keeps the order of roles legal. */
  record Filler(Role role, String text) implements Turn {}

  /** Text, calls or both; never neither. */
  record Assistant(String text, Reasoning reasoning, List<Call> calls) implements Turn {}

  /** The answer to the call with that id. */
  record Result(String wireId, String text) implements Turn {}

  record Call(String wireId, ToolCall call) {}

  /** Who says it. */
  enum Role {
    USER("user"),
    ASSISTANT("assistant");

    private final String wireName;

    Role(String wireName) {
      this.wireName = wireName;
    }

    String wireName() {
      return wireName;
    }
  }
}
