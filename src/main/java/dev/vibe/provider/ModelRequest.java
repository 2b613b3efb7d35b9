package dev.vibe.provider;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.ToolSpec;
import java.util.List;

/**
 * Request for one reply: everything that it is asked with.
 *
 * @param systemPrompt sent as the one system message, first
 * @param messages in the order in which they were said; the codec makes them legal for the server
 * @param tools in a fixed order, so that the server's prefix cache holds
 * @param answerSchema a JSON Schema that the reply, which calls no tool, has to fit, as far as the
 *     server can make it; empty leaves the reply free
 * @param mostOutputTokens cut the reply, where the settings of the model do not cut it earlier; 0
 *     leaves it to them
 */
public record ModelRequest(
    String systemPrompt,
    List<Message> messages,
    List<ToolSpec> tools,
    ToolUse toolUse,
    String answerSchema,
    int mostOutputTokens) {

  /** Choice of whether the model may choose to call no tool. */
  public enum ToolUse {
    FREE,
    /** It shall call one, as far as the server can make it. */
    REQUIRED
  }

  public ModelRequest {
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
  }

  /** Leaves it to the model whether it calls a tool. */
  public ModelRequest(String systemPrompt, List<Message> messages, List<ToolSpec> tools) {
    this(systemPrompt, messages, tools, ToolUse.FREE, "", 0);
  }

  public ModelRequest requiring(ToolUse use) {
    return new ModelRequest(systemPrompt, messages, tools, use, answerSchema, mostOutputTokens);
  }

  /** The same, for a reply of this form; an empty one is none. */
  public ModelRequest answering(String schema) {
    return new ModelRequest(systemPrompt, messages, tools, toolUse, schema, mostOutputTokens);
  }

  /** The same, for a reply that is cut at so many tokens. */
  public ModelRequest cutAt(int tokens) {
    return new ModelRequest(systemPrompt, messages, tools, toolUse, answerSchema, tokens);
  }
}
