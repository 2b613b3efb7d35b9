package dev.vibe.provider;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.ToolSpec;
import java.util.List;

/**
 * Everything one reply is asked with.
 *
 * @param systemPrompt sent as the one system message, first
 * @param messages in the order in which they were said; the codec makes them legal for the server
 * @param tools in a fixed order, so that the server's prefix cache holds
 */
public record ModelRequest(String systemPrompt, List<Message> messages, List<ToolSpec> tools) {
  public ModelRequest {
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
  }
}
