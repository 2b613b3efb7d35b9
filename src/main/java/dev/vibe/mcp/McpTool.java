package dev.vibe.mcp;

import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.ToolNames;
import dev.vibe.effect.Effect;
import dev.vibe.json.Json;
import dev.vibe.problem.Problem;
import dev.vibe.text.ControlChars;
import dev.vibe.text.Truncation;
import dev.vibe.tool.CallKind;
import dev.vibe.tool.ForeignTool;
import dev.vibe.tool.Invocation;
import dev.vibe.tool.Prepared;
import dev.vibe.tool.ToolContext;
import dev.vibe.tool.ToolDeclaration;
import dev.vibe.tool.ToolOutput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tool of a server, as one of ours. */
final class McpTool implements ForeignTool {

  /** The most that a model can be asked to read of one tool. */
  private static final Truncation.Keep DESCRIPTION = new Truncation.Keep(600, 0);

  private static final int LARGEST_SCHEMA = 8 << 10;
  private static final int LONGEST_NAME = 64;
  private static final RawJson ANYTHING = new RawJson("{\"type\":\"object\"}");

  private final McpServer server;
  private final McpToolFacts facts;
  private final Calls calls;
  private final ToolDeclaration<Given> declaration;

  /** Port to whoever calls the server. */
  interface Calls {

    /** Does it. Blocks. */
    ToolOutput call(McpServer server, McpToolFacts tool, Map<String, Object> arguments, int most)
        throws InterruptedException;

    /** What speaks against a call before somebody has agreed; empty when nothing does. */
    Optional<Problem> objection(McpServer server, McpToolFacts tool);
  }

  McpTool(McpServer server, McpToolFacts facts, Calls calls) {
    this.server = server;
    this.facts = facts;
    this.calls = calls;
    this.declaration =
        new ToolDeclaration<>(
            name(server.name(), facts.name()),
            Truncation.chars(
                    ControlChars.neutraliseLine(
                        facts.description().strip().replaceAll("\\s+", " ")),
                    DESCRIPTION)
                .text(),
            Given.class,
            CallKind.ACTS);
  }

  /** The name by which the model calls it: of both names what a name may hold. */
  static String name(String server, String tool) {
    String name = ToolNames.MCP + server + "__" + tool.replaceAll("[^A-Za-z0-9_-]", "_");
    return name.length() <= LONGEST_NAME
        ? name
        : name.substring(0, LONGEST_NAME - 9) + "_" + Integer.toHexString(name.hashCode());
  }

  McpServer server() {
    return server;
  }

  McpToolFacts facts() {
    return facts;
  }

  @Override
  public ToolDeclaration<Given> declaration() {
    return declaration;
  }

  @Override
  public RawJson schema() {
    return facts.schema().text().length() <= LARGEST_SCHEMA ? facts.schema() : ANYTHING;
  }

  @Override
  public Prepared prepare(Given given, ToolContext context) {
    Map<String, String> values = new LinkedHashMap<>();
    given
        .arguments()
        .forEach(
            (name, value) ->
                values.put(name, value instanceof String text ? text : Json.write(value)));
    return new Invocation.Acting(
        server.name() + ": " + ControlChars.neutraliseLine(facts.name()),
        List.of(new Effect.Call(declaration.name(), values)),
        List.of("by the MCP server " + server.name() + ", which does what vibe cannot see"),
        () -> calls.call(server, facts, given.arguments(), context.mostOutput()),
        calls.objection(server, facts));
  }
}
