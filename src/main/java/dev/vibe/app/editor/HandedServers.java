package dev.vibe.app.editor;

import dev.vibe.mcp.McpServer;
import dev.vibe.mcp.McpServer.Origin;
import dev.vibe.mcp.McpServer.Reach;
import dev.vibe.mcp.McpServer.Transport;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.rpc.Params;
import dev.vibe.rpc.RpcException;
import dev.vibe.text.QuotedName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Reader of the MCP servers that an editor hands over with a session. */
final class HandedServers {

  private static final String NAME = "name";
  private static final int ROOM = 28;

  private HandedServers() {}

  /**
   * Those that can be used. A process gets no network: an editor has no way to say that it should.
   *
   * @param told of what cannot be used
   */
  static List<McpServer> of(List<Map<?, ?>> written, Consumer<Problem> told) {
    List<McpServer> all = new ArrayList<>();
    for (Map<?, ?> each : written) {
      Params params = Params.of(each);
      try {
        all.add(
            new McpServer(
                name(params.text(NAME), all), transport(params), Reach.NO_NETWORK, Origin.EDITOR));
      } catch (RpcException | IllegalArgumentException e) {
        told.accept(
            new Problem(
                ProblemCode.EDITOR_NOTE,
                "an MCP server of the editor cannot be used: "
                    + QuotedName.of(params.map().get(NAME) instanceof String name ? name : "?"),
                String.valueOf(e.getMessage()),
                ""));
      }
    }
    return all;
  }

  /** Editors have names for people, and vibe some that tools can be called by. */
  private static String name(String given, List<McpServer> before) {
    String plain = given.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
    String cut = plain.substring(0, Math.min(plain.length(), ROOM)).replaceAll("-$", "");
    String name = cut.isEmpty() ? "editor" : cut;
    String free = name;
    for (int next = 2; isTaken(free, before); next++) {
      free = name + "-" + next;
    }
    return free;
  }

  private static boolean isTaken(String name, List<McpServer> before) {
    return before.stream().anyMatch(server -> server.name().equals(name));
  }

  private static Transport transport(Params params) {
    String type = params.optionalText("type").orElse("stdio");
    return switch (type) {
      case "stdio" -> {
        List<String> argv = new ArrayList<>(List.of(params.text("command")));
        argv.addAll(params.texts("args"));
        yield new Transport.Stdio(argv, pairs(params.objects("env")));
      }
      case "http" ->
          new Transport.Http(
              Transport.Http.address(params.text("url"))
                  .orElseThrow(() -> new IllegalArgumentException("its url is none")),
              pairs(params.objects("headers")));
      default ->
          throw new IllegalArgumentException(
              "it is reached by " + QuotedName.of(type) + ", which vibe does not speak");
    };
  }

  private static Map<String, String> pairs(List<Params> written) {
    Map<String, String> pairs = new LinkedHashMap<>();
    written.forEach(pair -> pairs.put(pair.text(NAME), pair.text("value")));
    return pairs;
  }
}
