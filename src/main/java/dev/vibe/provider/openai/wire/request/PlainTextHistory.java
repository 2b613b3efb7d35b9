package dev.vibe.provider.openai.wire.request;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.ToolSpec;
import dev.vibe.provider.openai.wire.WellFormed;
import dev.vibe.provider.openai.wire.WireJson;
import dev.vibe.provider.openai.wire.textcall.TextCallScanner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writer of a legal history without system message, calls, results and reasoning: users and
 * assistants alternate and say text. For a server whose chat template takes no more than that.
 * Calls are in the model family's own notation, which is read back should the model take it up.
 */
final class PlainTextHistory {

  private final List<Turn> turns = new ArrayList<>();
  private final StringBuilder said = new StringBuilder();
  private Turn.Role speaker = Turn.Role.USER;

  private PlainTextHistory(String systemPrompt) {
    said.append(systemPrompt.isBlank() ? "" : systemPrompt);
  }

  static List<Turn> of(String systemPrompt, List<Turn> history) {
    if (systemPrompt.isBlank() && history.stream().allMatch(PlainTextHistory::isPlain)) {
      return history;
    }
    PlainTextHistory plain = new PlainTextHistory(systemPrompt);
    Map<String, String> names = new HashMap<>();
    for (Turn turn : history) {
      switch (turn) {
        case Turn.User(List<Message.User> messages) ->
            plain.say(
                Turn.Role.USER,
                messages.stream().map(Message::textOf).collect(Collectors.joining("\n\n")));
        case Turn.Filler(Turn.Role role, String text) -> plain.say(role, text);
        case Turn.Assistant assistant -> {
          assistant.calls().forEach(call -> names.put(call.wireId(), call.call().name()));
          plain.say(Turn.Role.ASSISTANT, text(assistant));
        }
        case Turn.Result(String id, String text) ->
            plain.say(
                Turn.Role.USER, "Result of " + names.getOrDefault(id, "a call") + ":\n" + text);
      }
    }
    plain.end();
    return List.copyOf(plain.turns);
  }

  /** What a model is told of its tools, where its chat template has no place for them. */
  static String about(List<ToolSpec> tools) {
    if (tools.isEmpty()) {
      return "";
    }
    StringBuilder text =
        new StringBuilder(
                "\n\nYou call a tool by writing, on a line of its own and with nothing after"
                    + " it, ")
            .append(TextCallScanner.TOOL_CALLS)
            .append("NAME")
            .append(TextCallScanner.ARGS)
            .append(
                "{\"argument\": \"value\"}; its result comes with the next message. The tools,"
                    + " each with the schema of its arguments:");
    for (ToolSpec tool : tools) {
      text.append("\n\n")
          .append(tool.name())
          .append(": ")
          .append(tool.description())
          .append("\n")
          .append(tool.parameters().text());
    }
    return text.toString();
  }

  private static boolean isPlain(Turn turn) {
    return switch (turn) {
      case Turn.User user -> true;
      case Turn.Filler filler -> true;
      case Turn.Assistant assistant ->
          assistant.calls().isEmpty() && assistant.reasoning().isEmpty();
      case Turn.Result result -> false;
    };
  }

  /** What the model said, and its calls as text. */
  static String text(Turn.Assistant assistant) {
    StringBuilder text = new StringBuilder(assistant.text());
    for (Turn.Call call : assistant.calls()) {
      String arguments = call.call().arguments().text();
      text.append(text.isEmpty() ? "" : "\n")
          .append(TextCallScanner.TOOL_CALLS)
          .append(WellFormed.toolName(call.call().name()))
          .append(TextCallScanner.ARGS)
          .append(WireJson.isObject(arguments) ? WellFormed.json(arguments) : "{}");
    }
    return text.toString();
  }

  private void say(Turn.Role role, String text) {
    if (role != speaker) {
      end();
      speaker = role;
    }
    said.append(said.isEmpty() ? "" : "\n\n").append(text);
  }

  private void end() {
    if (!said.isEmpty()) {
      turns.add(new Turn.Filler(speaker, said.toString()));
      said.setLength(0);
    }
  }
}
