package dev.vibe.mcp;

import dev.vibe.conversation.ToolNames;
import dev.vibe.tool.CallKind;
import dev.vibe.tool.Invocation;
import dev.vibe.tool.Prepared;
import dev.vibe.tool.Tool;
import dev.vibe.tool.ToolContext;
import dev.vibe.tool.ToolDeclaration;
import dev.vibe.tool.ToolOutput;
import dev.vibe.tool.schema.Doc;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Tool that finds tools of servers, where there are more than a request should hold. What it finds
 * comes at the end of the conversation, so that all before it stays as it is, and can be called by
 * its name from then on.
 */
final class ToolSearchTool implements Tool<ToolSearchTool.Input> {

  private static final int MOST_FOUND = 5;

  private static final ToolDeclaration<Input> DECLARATION =
      new ToolDeclaration<>(
          ToolNames.TOOL_SEARCH,
          "Find tools of the MCP servers by words or by name; then call one by its name.",
          Input.class,
          CallKind.READS);

  private final List<McpTool> tools;

  ToolSearchTool(List<McpTool> tools) {
    this.tools = List.copyOf(tools);
  }

  /** Input that the model gives. */
  record Input(@Doc("what it should do, or its name") String query) {}

  @Override
  public ToolDeclaration<Input> declaration() {
    return DECLARATION;
  }

  @Override
  public Prepared prepare(Input input, ToolContext context) {
    return new Invocation.Reading(
        "find tools: " + input.query().strip(), List.of(), () -> found(input.query()));
  }

  private ToolOutput found(String query) {
    List<String> words =
        Arrays.stream(query.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
            .filter(word -> word.length() > 1)
            .toList();
    List<McpTool> best =
        tools.stream()
            .filter(tool -> score(tool, query, words) > 0)
            .sorted(
                Comparator.comparingInt((McpTool tool) -> -score(tool, query, words))
                    .thenComparing(tool -> tool.declaration().name()))
            .limit(MOST_FOUND)
            .toList();
    return ToolOutput.ok(
        best.isEmpty()
            ? "no tool of that kind; there are: "
                + tools.stream()
                    .map(tool -> tool.declaration().name())
                    .limit(50)
                    .collect(Collectors.joining(", "))
            : best.stream().map(ToolSearchTool::told).collect(Collectors.joining("\n\n")));
  }

  private static String told(McpTool tool) {
    return tool.declaration().name()
        + ": "
        + tool.declaration().description()
        + "\narguments: "
        + tool.schema().text();
  }

  /** A word in the name counts more than one in the description. */
  private static int score(McpTool tool, String query, List<String> words) {
    String name = tool.declaration().name().toLowerCase(Locale.ROOT);
    String description = tool.declaration().description().toLowerCase(Locale.ROOT);
    int score = name.equals(query.strip().toLowerCase(Locale.ROOT)) ? 100 : 0;
    for (String word : words) {
      score += name.contains(word) ? 3 : 0;
      score += description.contains(word) ? 1 : 0;
    }
    return score;
  }
}
