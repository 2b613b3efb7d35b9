package dev.vibe.mcp;

import dev.vibe.rpc.Params;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Prompt that a server offers to people.
 *
 * @param name by which the server knows it
 * @param description foreign text
 * @param arguments names, in the server's order
 * @param required those of them that it cannot do without
 */
record McpPrompt(String name, String description, List<String> arguments, List<String> required) {

  McpPrompt {
    arguments = List.copyOf(arguments);
    required = List.copyOf(required);
  }

  /** As a server lists it, or as it was kept. */
  static McpPrompt of(Params prompt) {
    List<String> arguments = new ArrayList<>();
    List<String> required = new ArrayList<>();
    for (Params each : prompt.objects("arguments")) {
      arguments.add(each.text("name"));
      if (each.flag("required")) {
        required.add(each.text("name"));
      }
    }
    return new McpPrompt(
        prompt.text("name"), prompt.optionalText("description").orElse(""), arguments, required);
  }

  /** As {@link #of} reads it. */
  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", name);
    fields.put("description", description);
    fields.put(
        "arguments",
        arguments.stream()
            .map(each -> Map.of("name", each, "required", required.contains(each)))
            .toList());
    return fields;
  }

  /**
   * What was typed behind the command, by argument: a word each, in order, and what is left for the
   * last.
   *
   * @throws McpFailure when one is missing that the server cannot do without
   */
  Map<String, Object> given(String typed) throws McpFailure {
    Map<String, Object> given = new LinkedHashMap<>();
    String rest = typed.strip();
    for (int at = 0; at < arguments.size() && !rest.isEmpty(); at++) {
      String[] parts = at == arguments.size() - 1 ? new String[] {rest} : rest.split("\\s+", 2);
      given.put(arguments.get(at), parts[0]);
      rest = parts.length > 1 ? parts[1] : "";
    }
    String missing =
        required.stream()
            .filter(each -> !given.containsKey(each))
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      throw new McpFailure(McpFailure.Kind.REFUSED, "it needs " + missing + " behind it");
    }
    return given;
  }

  /** The text of its messages, one below the other. */
  static String text(Params result) {
    return result.objects("messages").stream()
        .map(
            message -> {
              Params content = message.object("content");
              String text =
                  content
                      .optionalText("text")
                      .or(() -> content.object("resource").optionalText("text"))
                      .orElse("[content that is no text]");
              return message.optionalText("role").orElse("").equals("assistant")
                  ? "(an answer, as an example) " + text
                  : text;
            })
        .collect(Collectors.joining("\n\n"));
  }
}
