package dev.vibe.context.compaction;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.Reasoning;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolResult;
import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A conversation for tests, put together a round at a time. */
final class ToolTalk {

  final List<Message> messages = new ArrayList<>();
  private int calls;

  ToolTalk said(String text) {
    messages.add(Message.User.text(text));
    return this;
  }

  ToolTalk answered(String text) {
    messages.add(new Message.Assistant(text, Reasoning.NONE, List.of()));
    return this;
  }

  ToolTalk read(String file, String text) {
    return call("read_file", Map.of("file", file), Outcome.OK, text);
  }

  ToolTalk grepped(String pattern, String text) {
    return call("grep", Map.of("pattern", pattern), Outcome.OK, text);
  }

  ToolTalk edited(String file, String old, String replacement) {
    return call(
        "str_replace",
        Json.object(Json.write(Map.of("file", file, "old", old, "new", replacement))),
        Outcome.OK,
        "replaced 1");
  }

  ToolTalk ran(String command, String output, ToolFact... facts) {
    return call("bash", Map.of("command", command), Outcome.OK, output, facts);
  }

  ToolTalk call(
      String tool, Map<String, Object> arguments, Outcome outcome, String text, ToolFact... facts) {
    CallId id = new CallId("call" + ++calls);
    messages.add(
        new Message.Assistant(
            "",
            new Reasoning("thought about it", "reasoning_content"),
            List.of(new ToolCall(id, tool, new RawJson(Json.write(arguments))))));
    messages.add(
        new Message.ToolResults(List.of(new ToolResult(id, tool, outcome, text, List.of(facts)))));
    return this;
  }

  /** The text of the result in a message. */
  static String result(Message message) {
    return ((Message.ToolResults) message).results().getFirst().text();
  }

  /** The arguments of the call in a message. */
  static String arguments(Message message) {
    return ((Message.Assistant) message).calls().getFirst().arguments().text();
  }
}
