package dev.vibe.mcp;

import dev.vibe.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** MCP server of tests: what it answers, in either era, and a program that speaks it by lines. */
public final class TestMcpServer {

  private final McpEra era;
  private final List<Map<String, Object>> tools;
  private final List<String> asked = new ArrayList<>();
  private volatile List<Map<String, Object>> prompts = List.of();

  TestMcpServer(McpEra era, List<Map<String, Object>> tools) {
    this.era = era;
    this.tools = new ArrayList<>(tools);
  }

  static Map<String, Object> tool(String name, String description) {
    return new LinkedHashMap<>(
        Map.of(
            "name",
            name,
            "description",
            description,
            "inputSchema",
            Map.of(
                "type",
                "object",
                "properties",
                Map.of("text", Map.of("type", "string", "description", "what to say")))));
  }

  /** It has these prompts from now on. */
  void offers(List<Map<String, Object>> offered) {
    prompts = List.copyOf(offered);
  }

  private Map<String, Object> capabilities() {
    return prompts.isEmpty() ? Map.of() : Map.of("prompts", Map.of());
  }

  synchronized List<String> asked() {
    return List.copyOf(asked);
  }

  synchronized void describe(String name, String description) {
    tools.stream()
        .filter(tool -> name.equals(tool.get("name")))
        .forEach(tool -> tool.put("description", description));
  }

  /** The answer to a message; empty for a notification. */
  synchronized Optional<String> answer(String text) {
    Map<String, Object> message = Json.object(text);
    String method = String.valueOf(message.get("method"));
    asked.add(method);
    if (message.get("id") == null) {
      return Optional.empty();
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("jsonrpc", "2.0");
    answer.put("id", message.get("id"));
    Map<?, ?> params = message.get("params") instanceof Map<?, ?> map ? map : Map.of();
    boolean isModern = params.get("_meta") instanceof Map<?, ?>;
    if (isModern != (era == McpEra.MODERN)) {
      answer.put("error", Map.of("code", -32601, "message", "there is no " + method));
      return Optional.of(Json.write(answer));
    }
    switch (method) {
      case "server/discover" ->
          answer.put(
              "result",
              Map.of(
                  "supportedVersions",
                  List.of(era.version()),
                  "capabilities",
                  capabilities(),
                  "serverInfo",
                  info()));
      case "initialize" ->
          answer.put(
              "result",
              Map.of(
                  "protocolVersion",
                  era.version(),
                  "capabilities",
                  capabilities(),
                  "serverInfo",
                  info()));
      case "tools/list" -> answer.put("result", Map.of("tools", List.copyOf(tools)));
      case "prompts/list" -> answer.put("result", Map.of("prompts", prompts));
      case "prompts/get" ->
          answer.put(
              "result",
              Map.of(
                  "messages",
                  List.of(
                      Map.of(
                          "role",
                          "user",
                          "content",
                          Map.of("type", "text", "text", "Do " + params.get("arguments"))))));
      case "tools/call" -> answer.put("result", called(params));
      default -> answer.put("error", Map.of("code", -32601, "message", "there is no " + method));
    }
    return Optional.of(Json.write(answer));
  }

  private static Map<String, Object> info() {
    return Map.of("name", "test", "version", "1");
  }

  private static Map<String, Object> called(Map<?, ?> params) {
    String text =
        params.get("arguments") instanceof Map<?, ?> arguments
            ? String.valueOf(arguments.get("text"))
            : "";
    return switch (String.valueOf(params.get("name"))) {
      case "picture" ->
          Map.of(
              "content",
              List.of(Map.of("type", "image", "mimeType", "image/png", "data", "AQIDBA==")));
      case "fail" ->
          Map.of("isError", true, "content", List.of(Map.of("type", "text", "text", "no luck")));
      case "ask" ->
          params.containsKey("inputResponses")
              ? Map.of(
                  "content",
                  List.of(Map.of("type", "text", "text", "state " + params.get("requestState"))))
              : Map.of(
                  "resultType",
                  "input_required",
                  "requestState",
                  "s1",
                  "inputRequests",
                  Map.of("sure", Map.of("method", "elicitation/create")));
      default -> Map.of("content", List.of(Map.of("type", "text", "text", "said " + text)));
    };
  }

  /** Speaks the older era by standard input and output. */
  public static void main(String[] argv) throws IOException {
    TestMcpServer server = new TestMcpServer(McpEra.LEGACY, List.of(tool("say", "Says something")));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.contains("die now")) {
          System.err.println("I cannot go on");
          return;
        }
        server.answer(line).ifPresent(out::println);
      }
    }
  }
}
