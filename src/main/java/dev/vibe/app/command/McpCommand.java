package dev.vibe.app.command;

import dev.vibe.app.assembly.Preparation;
import dev.vibe.app.assembly.SessionLogins;
import dev.vibe.app.assembly.SessionMcp;
import dev.vibe.app.assembly.SessionPlan;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.file.IoReason;
import dev.vibe.json.Json;
import dev.vibe.mcp.McpConfiguration;
import dev.vibe.mcp.McpFailure;
import dev.vibe.mcp.McpMeans;
import dev.vibe.mcp.McpServer;
import dev.vibe.mcp.McpServer.Transport;
import dev.vibe.mcp.McpServers;
import dev.vibe.mcp.McpTrial;
import dev.vibe.mcp.McpTrial.FoundTool;
import dev.vibe.mcp.login.LoginVault;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.text.ControlChars;
import dev.vibe.text.Figures;
import dev.vibe.text.Width;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Handler of {@code vibe mcp}. Blocks on disk, and a trial on its server. */
public final class McpCommand {

  private final HostEnvironment host;
  private final Preparation preparation;
  private final RunOptions.Where where;
  private final SessionLogins logins;
  private final List<Problem> faults = new ArrayList<>();

  /**
   * Does nothing yet.
   *
   * @throws VibeException (usage) when there is no such folder
   */
  public McpCommand(HostEnvironment host, RunOptions.Where where) {
    this.host = host;
    this.preparation = new Preparation(host);
    this.where = preparation.remembered(where);
    this.logins = new SessionLogins(host);
  }

  /** Act of the command. */
  public sealed interface Act {

    record Listed(OutputForm form) implements Act {}

    record Shown(String name, OutputForm form) implements Act {}

    record Added(McpServer server) implements Act {}

    /** A server is to be added, and it is not said what it is. */
    record Unsaid(String name) implements Act {}

    record Removed(String name) implements Act {}

    /** A person logs in to a server. */
    record Login(String name) implements Act {}

    /** The tokens of a server are taken away. */
    record Logout(String name) implements Act {}

    /**
     * A server is begun as a session would begin it.
     *
     * @param accepts whether tools that changed are taken as they are now
     */
    record Tried(String name, boolean accepts, OutputForm form) implements Act {}
  }

  /**
   * Does it.
   *
   * @return {@link ExitCode#FAILED} when a server cannot be begun
   * @throws VibeException when there is no such server, or a file cannot be used
   */
  public ExitCode run(Act act) {
    switch (act) {
      case Act.Listed(OutputForm form) -> print(listed(form));
      case Act.Shown(String name, OutputForm form) -> print(shown(named(name), form));
      case Act.Added(McpServer server) -> print(List.of(added(server)));
      case Act.Unsaid(String name) ->
          throw problem(
              "cannot add the MCP server " + name,
              "it is not said what it is",
              "vibe mcp add " + name + " -- COMMAND   or   vibe mcp add " + name + " URL");
      case Act.Removed(String name) -> print(List.of(removed(name)));
      case Act.Login(String name) -> {
        return new McpLoginCommand(host, preparation.standing(where)).run(named(name));
      }
      case Act.Logout(String name) ->
          print(List.of(new McpLoginCommand(host, preparation.standing(where)).out(named(name))));
      case Act.Tried(String name, boolean accepts, OutputForm form) -> {
        return tried(named(name), accepts, form);
      }
    }
    return ExitCode.DONE;
  }

  private List<McpServer> servers() {
    return SessionMcp.configured(
        host, SessionMcp.files(host, preparation.folder(where), where.isTrusted()), faults::add);
  }

  private McpServer named(String name) {
    List<McpServer> all = servers();
    return all.stream()
        .filter(server -> server.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                problem(
                    "there is no MCP server " + name,
                    all.isEmpty()
                        ? "there are none"
                        : "there are: "
                            + all.stream().map(McpServer::name).collect(Collectors.joining(", ")),
                    "vibe mcp add " + name + " -- COMMAND   adds one"));
  }

  private static VibeException problem(String what, String cause, String remedy) {
    return new VibeException(
        ExitCode.USAGE, new Problem(ProblemCode.MCP_CONFIG, what, cause, remedy));
  }

  private List<String> listed(OutputForm form) {
    List<McpServer> all = servers();
    return switch (form) {
      case JSON -> {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "mcp_servers");
        object.put("servers", all.stream().map(this::fields).toList());
        object.put("faults", faults.stream().map(Problem::cause).toList());
        yield List.of(Json.write(object));
      }
      case TEXT -> {
        List<String> lines = new ArrayList<>();
        int widest = all.stream().mapToInt(server -> Width.of(server.name())).max().orElse(0);
        for (McpServer server : all) {
          lines.add(
              Width.pad(server.name(), widest)
                  + "  "
                  + server.origin().words()
                  + ", "
                  + size(server)
                  + "  "
                  + server.place());
        }
        if (lines.isEmpty()) {
          lines.add("no MCP servers; vibe mcp add NAME -- COMMAND, or NAME URL, adds one");
        }
        faults.forEach(fault -> lines.add("left out: " + fault.what() + ": " + fault.cause()));
        yield lines;
      }
    };
  }

  private String size(McpServer server) {
    return known(server).map(tools -> Figures.count(tools.size(), "tool")).orElse("never met");
  }

  /** Without starting anything. */
  private Optional<List<FoundTool>> known(McpServer server) {
    McpMeans bare =
        new McpMeans(
            reach -> {
              throw new IllegalStateException("nothing is started to list servers");
            },
            () -> {
              throw new IllegalStateException("nothing is asked to list servers");
            },
            LoginVault.NONE,
            preparation.folder(where),
            host.state().path().resolve("mcp"),
            host.state().path().resolve("mcp"),
            host.version(),
            faults::add);
    return new McpTrial(server, bare).known();
  }

  private Map<String, Object> fields(McpServer server) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", server.name());
    fields.put("origin", server.origin().name().toLowerCase(Locale.ROOT));
    switch (server.transport()) {
      case Transport.Stdio(List<String> argv, Map<String, String> variables) -> {
        fields.put("command", argv);
        fields.put("env", List.copyOf(variables.keySet()));
        fields.put("network", server.reach() == McpServer.Reach.NETWORK);
      }
      case Transport.Http http -> {
        fields.put("url", http.url().toString());
        fields.put("headers", List.copyOf(http.headers().keySet()));
        fields.put("logged_in", logins.isThere(http.url()));
      }
    }
    known(server)
        .ifPresent(tools -> fields.put("tools", tools.stream().map(McpCommand::tool).toList()));
    return fields;
  }

  private static Map<String, Object> tool(FoundTool tool) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", tool.name());
    fields.put("description", tool.description());
    fields.put("changed", tool.isChanged());
    return fields;
  }

  private List<String> shown(McpServer server, OutputForm form) {
    if (form == OutputForm.JSON) {
      return List.of(Json.write(fields(server)));
    }
    List<String> lines = new ArrayList<>();
    lines.add(server.name() + " (" + server.origin().words() + ")");
    lines.add(server.place());
    switch (server.transport()) {
      case Transport.Stdio(List<String> argv, Map<String, String> variables) -> {
        lines.add(
            server.reach() == McpServer.Reach.NETWORK ? "may use the network" : "has no network");
        if (!variables.isEmpty()) {
          lines.add("variables: " + String.join(", ", variables.keySet()));
        }
      }
      case Transport.Http http -> {
        if (!http.headers().isEmpty()) {
          lines.add("headers: " + String.join(", ", http.headers().keySet()));
        }
        if (logins.isThere(http.url())) {
          lines.add("logged in");
        }
      }
    }
    known(server)
        .ifPresentOrElse(
            tools -> tools.forEach(tool -> lines.add(line(tool))),
            () -> lines.add("never met; vibe mcp test " + server.name() + " tries it"));
    return lines;
  }

  private static String line(FoundTool tool) {
    return "  "
        + tool.name()
        + (tool.isChanged() ? " (changed)" : "")
        + (tool.description().isEmpty() ? "" : ": " + tool.description());
  }

  private String added(McpServer server) {
    McpConfiguration own = SessionMcp.own(host);
    try {
      own.add(server);
    } catch (IOException e) {
      throw cannot("add " + server.name(), own, e);
    }
    return "added "
        + server.name()
        + " to "
        + own.file()
        + "; vibe mcp test "
        + server.name()
        + " tries it";
  }

  private String removed(String name) {
    McpConfiguration own = SessionMcp.own(host);
    try {
      if (!own.remove(name)) {
        throw problem(
            "there is no MCP server " + name + " to remove",
            "it is not in " + own.file(),
            "one of a project is taken out of its .mcp.json");
      }
    } catch (IOException e) {
      throw cannot("remove " + name, own, e);
    }
    return "removed " + name + " from " + own.file();
  }

  private static VibeException cannot(String what, McpConfiguration own, IOException e) {
    return problem(
        "cannot " + what,
        own.file() + ": " + IoReason.of(e),
        "correct the file, or what may be written there; it is as it was");
  }

  private ExitCode tried(McpServer server, boolean accepts, OutputForm form) {
    SessionPlan plan = preparation.standing(where);
    try (SessionMcp.Runners runners = new SessionMcp.Runners(host, plan)) {
      McpMeans means =
          SessionMcp.means(host, plan, runners, host.state().path().resolve("mcp"), faults::add);
      McpTrial.Found found = new McpTrial(server, means).run(accepts);
      print(found(server, found, accepts, form));
      return ExitCode.DONE;
    } catch (McpFailure e) {
      Problem why = McpServers.unavailable(server, e);
      throw new VibeException(
          ExitCode.FAILED,
          new Problem(
              why.code(),
              why.what(),
              why.cause(),
              e.kind() == McpFailure.Kind.UNAUTHORIZED
                  ? why.remedy()
                  : "start it yourself and look; docs/mcp.md tells what it may reach"),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    }
  }

  private static List<String> found(
      McpServer server, McpTrial.Found found, boolean accepts, OutputForm form) {
    if (form == OutputForm.JSON) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("type", "mcp_server_tried");
      object.put("name", server.name());
      object.put("protocol", found.version());
      object.put("server", found.info());
      object.put("tools", found.tools().stream().map(McpCommand::tool).toList());
      return List.of(Json.write(object));
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        server.name()
            + " answers"
            + (found.info().isEmpty() ? "" : " as " + found.info())
            + ", protocol "
            + found.version()
            + ", "
            + Figures.count(found.tools().size(), "tool"));
    found.tools().forEach(tool -> lines.add(line(tool)));
    boolean isChanged = found.tools().stream().anyMatch(FoundTool::isChanged);
    if (isChanged) {
      lines.add(
          accepts
              ? "those that changed are taken as they are now"
              : "calls of those that changed ask first; --accept takes them as they are now");
    }
    return lines;
  }

  private void print(List<String> lines) {
    lines.forEach(line -> host.out().println(ControlChars.neutraliseLine(line)));
  }
}
