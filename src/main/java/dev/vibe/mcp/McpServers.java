package dev.vibe.mcp;

import dev.vibe.conversation.ToolNames;
import dev.vibe.conversation.ToolSpec;
import dev.vibe.mcp.McpCatalogue.Known;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.rpc.Params;
import dev.vibe.rpc.RpcException;
import dev.vibe.text.ControlChars;
import dev.vibe.text.Truncation;
import dev.vibe.tool.Tool;
import dev.vibe.tool.ToolOutput;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * MCP servers of a session, and their tools. One that was met before is begun when it is first
 * called; one that was not is begun at once, and what it has comes with the next session if it does
 * not tell in a few seconds. Thread-safe.
 */
public final class McpServers implements AutoCloseable, McpTool.Calls {

  /** Beyond, the model searches instead of reading all of them in each first request. */
  public static final int MOST_WHOLE = 8;

  /** For all that were never met together. */
  private static final Duration FIRST_WAIT = Duration.ofSeconds(5);

  private static final Duration LONGEST_CALL = Duration.ofMinutes(10);

  /** Characters of the names that the model is told; of 60 tools all. */
  private static final int MOST_NAMES = 2_400;

  private static final Truncation.Keep DOC = new Truncation.Keep(80, 0);
  private static final Truncation.Keep PROMPT = new Truncation.Keep(30_000, 10_000);

  private final List<McpServer> servers;
  private final McpMeans means;
  private final McpCatalogue catalogue;
  private final McpResult results;
  private final Map<String, McpConnection> connections = new LinkedHashMap<>();

  /** Names of tools whose change somebody has agreed to in this session. */
  private final Set<String> agreed = ConcurrentHashMap.newKeySet();

  /** Starts nothing yet. */
  public McpServers(List<McpServer> servers, McpMeans means) {
    this.servers = List.copyOf(servers);
    this.means = means;
    this.catalogue = new McpCatalogue(means.catalogue());
    this.results = new McpResult(means.data(), new AtomicInteger());
    servers.forEach(server -> connections.put(server.name(), new McpConnection(server, means)));
  }

  /**
   * What a session has of its servers.
   *
   * @param listed in the request
   * @param unlisted called by a name that the model finds out
   * @param names those of the unlisted ones, a line each server; empty where there are none
   */
  public record Offer(List<Tool<?>> listed, List<Tool<?>> unlisted, List<String> names) {

    public Offer {
      listed = List.copyOf(listed);
      unlisted = List.copyOf(unlisted);
      names = List.copyOf(names);
    }
  }

  /**
   * What a session has of one server.
   *
   * @param tools names as the server gives them; foreign text
   * @param isListed whether the tools are in each request; the model searches for them otherwise
   * @param requestChars of its tools in each request; 0 where they are not there
   */
  public record Held(McpServer server, List<String> tools, boolean isListed, long requestChars) {

    public Held {
      tools = List.copyOf(tools);
    }
  }

  /** What a session has of each, by what was offered when it began. */
  public List<Held> held(Offer offer) {
    boolean isListed = offer.unlisted().isEmpty();
    List<McpTool> all =
        (isListed ? offer.listed() : offer.unlisted())
            .stream().filter(McpTool.class::isInstance).map(McpTool.class::cast).toList();
    return servers.stream()
        .map(
            server -> {
              List<McpTool> own = all.stream().filter(t -> t.server().equals(server)).toList();
              return new Held(
                  server,
                  own.stream().map(tool -> tool.facts().name()).toList(),
                  isListed,
                  isListed ? own.stream().mapToLong(McpServers::chars).sum() : 0);
            })
        .toList();
  }

  private static long chars(McpTool tool) {
    ToolSpec spec = tool.spec();
    return (long) spec.name().length()
        + spec.description().length()
        + spec.parameters().text().length();
  }

  /** Their tools. Blocks for a few seconds where a server was never met before. */
  public Offer offer() {
    meet();
    List<McpTool> tools = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (McpServer server : servers) {
      for (McpToolFacts facts : catalogue.of(server).map(Known::tools).orElse(List.of())) {
        McpTool tool = new McpTool(server, facts, this);
        if (taken.add(tool.declaration().name())) {
          tools.add(tool);
        }
      }
    }
    if (tools.size() <= MOST_WHOLE) {
      return new Offer(List.copyOf(tools), List.of(), List.of());
    }
    return new Offer(List.of(new ToolSearchTool(tools)), List.copyOf(tools), names(tools));
  }

  private List<String> names(List<McpTool> tools) {
    List<String> lines = new ArrayList<>();
    int room = MOST_NAMES;
    for (McpServer server : servers) {
      List<String> names =
          tools.stream()
              .filter(tool -> tool.server().equals(server))
              .map(tool -> ControlChars.neutraliseLine(tool.facts().name()))
              .toList();
      if (names.isEmpty()) {
        continue;
      }
      int shown = 0;
      StringBuilder line = new StringBuilder(server.name()).append(": ");
      while (shown < names.size() && line.length() + names.get(shown).length() + 2 < room) {
        line.append(shown == 0 ? "" : ", ").append(names.get(shown++));
      }
      if (shown < names.size()) {
        line.append(shown == 0 ? "" : ", ").append(names.size() - shown).append(" more");
      }
      room -= line.length();
      lines.add(line.toString());
    }
    return lines;
  }

  /** Begins those that were never met, side by side, and waits for them, but not for long. */
  private void meet() {
    List<McpServer> unmet =
        servers.stream().filter(server -> catalogue.of(server).isEmpty()).toList();
    if (unmet.isEmpty()) {
      return;
    }
    CountDownLatch met = new CountDownLatch(unmet.size());
    unmet.forEach(
        server ->
            Thread.ofPlatform()
                .daemon()
                .name("mcp-begin")
                .start(
                    () -> {
                      try {
                        begin(server);
                      } finally {
                        met.countDown();
                      }
                    }));
    try {
      if (!met.await(FIRST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        String late =
            unmet.stream()
                .filter(server -> catalogue.of(server).isEmpty())
                .map(McpServer::name)
                .collect(Collectors.joining(", "));
        means
            .notices()
            .accept(
                new Problem(
                    ProblemCode.MCP_UNAVAILABLE,
                    "an MCP server is slow: " + late,
                    "it did not tell its tools within " + FIRST_WAIT.toSeconds() + " s",
                    "they come with the next session; vibe mcp test waits for them"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void begin(McpServer server) {
    try {
      connection(server).client();
    } catch (McpFailure e) {
      means.notices().accept(unavailable(server, e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What is told of a server that cannot be begun. */
  public static Problem unavailable(McpServer server, McpFailure why) {
    return new Problem(
        ProblemCode.MCP_UNAVAILABLE,
        "the MCP server " + server.name() + " cannot be used",
        String.valueOf(why.getMessage()),
        why.kind() == McpFailure.Kind.UNAUTHORIZED
            ? "vibe mcp login " + server.name() + "   logs in"
            : "vibe mcp test " + server.name() + "   tries it");
  }

  private McpConnection connection(McpServer server) {
    McpConnection connection = connections.get(server.name());
    if (connection == null) {
      throw new IllegalArgumentException("no server of this session: " + server.name());
    }
    return connection;
  }

  @Override
  public ToolOutput call(
      McpServer server, McpToolFacts tool, Map<String, Object> arguments, int most)
      throws InterruptedException {
    agreed.add(server.name() + "/" + tool.name());
    try {
      Params result = called(server, tool, arguments);
      return results.output(server.name() + " " + tool.name(), result, most);
    } catch (McpFailure e) {
      return ToolOutput.failed(
          server.name()
              + ": "
              + e.getMessage()
              + (e.kind() == McpFailure.Kind.UNAUTHORIZED
                  ? "; a person logs in by: vibe mcp login " + server.name()
                  : ""));
    } catch (RpcException e) {
      return ToolOutput.failed(
          server.name() + " gave a result that cannot be read: " + e.getMessage());
    }
  }

  /**
   * Prompt of a server, as a command.
   *
   * @param command {@code mcp__server__prompt}
   * @param doc foreign text, in one line
   */
  public record Command(String command, String doc) {}

  /** The prompts that servers are known to have; none of them is asked. Blocks on disk. */
  public static List<Command> commands(List<McpServer> servers, Path catalogue) {
    List<Command> all = new ArrayList<>();
    for (McpServer server : servers) {
      for (McpPrompt prompt :
          new McpCatalogue(catalogue).of(server).map(Known::prompts).orElse(List.of())) {
        String doc = String.join(" ", prompt.arguments()) + "  " + prompt.description().strip();
        all.add(
            new Command(
                command(server, prompt),
                Truncation.chars(ControlChars.neutraliseLine(doc.strip()), DOC).text()));
      }
    }
    return all;
  }

  private static String command(McpServer server, McpPrompt prompt) {
    return ToolNames.MCP + server.name() + "__" + prompt.name().replaceAll("[^A-Za-z0-9_-]", "_");
  }

  /**
   * The text of a prompt, from its server. Blocks until that has answered.
   *
   * @param typed what stands behind the command
   * @throws McpFailure when there is none of that name, an argument is missing, or the server says
   *     no
   */
  public String prompt(String command, String typed) throws McpFailure, InterruptedException {
    for (McpServer server : servers) {
      for (McpPrompt prompt : catalogue.of(server).map(Known::prompts).orElse(List.of())) {
        if (command(server, prompt).equals(command)) {
          Map<String, Object> given = prompt.given(typed);
          try {
            String text = connection(server).client().prompt(prompt, given);
            return Truncation.chars(ControlChars.neutralise(text), PROMPT).text();
          } catch (RpcException e) {
            throw new McpFailure(McpFailure.Kind.REFUSED, "its prompt cannot be read", e);
          }
        }
      }
    }
    throw new McpFailure(McpFailure.Kind.REFUSED, "no server has the prompt any more");
  }

  private Params called(McpServer server, McpToolFacts tool, Map<String, Object> arguments)
      throws McpFailure, InterruptedException {
    McpConnection connection = connection(server);
    McpClient client = connection.client();
    try {
      return client.call(tool, arguments, LONGEST_CALL);
    } catch (McpFailure e) {
      if (e.kind() == McpFailure.Kind.SESSION_LOST) {
        connection.lost(client); // it has done nothing yet
        return connection.client().call(tool, arguments, LONGEST_CALL);
      }
      if (e.kind() == McpFailure.Kind.GONE) {
        connection.lost(client);
      }
      throw e;
    }
  }

  @Override
  public Optional<Problem> objection(McpServer server, McpToolFacts tool) {
    boolean isAsItWas = catalogue.of(server).map(known -> known.isPinned(tool)).orElse(true);
    return isAsItWas || agreed.contains(server.name() + "/" + tool.name())
        ? Optional.empty()
        : Optional.of(
            new Problem(
                ProblemCode.MCP_TOOL_CHANGED,
                "the MCP server " + server.name() + " says something else of " + tool.name(),
                "its description or its arguments are not what they were when it was first met",
                "vibe mcp test --accept " + server.name() + "   shows them, and takes them"));
  }

  /** Ends all of them. Idempotent. */
  @Override
  public void close() {
    connections.values().forEach(McpConnection::close);
  }
}
