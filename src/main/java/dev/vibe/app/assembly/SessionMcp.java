package dev.vibe.app.assembly;

import dev.vibe.app.host.HostEnvironment;
import dev.vibe.context.Fragment;
import dev.vibe.exec.ServerRunner;
import dev.vibe.file.PlainFile;
import dev.vibe.mcp.McpConfiguration;
import dev.vibe.mcp.McpFailure;
import dev.vibe.mcp.McpMeans;
import dev.vibe.mcp.McpServer;
import dev.vibe.mcp.McpServer.Origin;
import dev.vibe.mcp.McpServer.Reach;
import dev.vibe.mcp.McpServer.Transport;
import dev.vibe.mcp.McpServers;
import dev.vibe.net.Http;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** MCP servers of a session: which count, and what they are started and reached with. */
public final class SessionMcp implements AutoCloseable {

  private static final String OF_PROJECT = ".mcp.json";

  private final McpServers servers;
  private final Runners runners;
  private final McpServers.Offer offer;

  private SessionMcp(McpServers servers, Runners runners) {
    this.servers = servers;
    this.runners = runners;
    this.offer = servers.offer();
  }

  /** Where vibe keeps the user's servers. */
  public static McpConfiguration own(HostEnvironment host) {
    return new McpConfiguration(host.paths().configDir().resolve("mcp.json"), Origin.USER);
  }

  /** The files that count: the user's, and that of a project that is trusted. */
  public static List<McpConfiguration> files(HostEnvironment host, Path root, boolean isTrusted) {
    McpConfiguration project = new McpConfiguration(root.resolve(OF_PROJECT), Origin.PROJECT);
    return isTrusted && PlainFile.isIn(root, project.file())
        ? List.of(own(host), project)
        : List.of(own(host));
  }

  /** Whether there can be any; a look at two names at most. */
  static boolean areThere(HostEnvironment host, SessionPlan plan) {
    return !plan.handed().isEmpty()
        || files(host, plan.workspace().root(), plan.options().where().isTrusted()).stream()
            .anyMatch(each -> Files.exists(each.file()));
  }

  /**
   * The servers of the files; of two of one name the user's counts. Blocks on disk.
   *
   * @param told of what cannot be used
   */
  public static List<McpServer> configured(
      HostEnvironment host, List<McpConfiguration> files, Consumer<Problem> told) {
    List<McpServer> all = new ArrayList<>();
    for (McpConfiguration file : files) {
      McpConfiguration.Read read = file.read(host.environment());
      read.faults()
          .forEach(
              fault ->
                  told.accept(
                      new Problem(
                          ProblemCode.MCP_CONFIG,
                          "a server of " + file.file() + " cannot be used",
                          fault,
                          "correct it there; docs/mcp.md has the form")));
      read.servers().stream()
          .filter(server -> all.stream().noneMatch(other -> other.name().equals(server.name())))
          .forEach(all::add);
    }
    return all;
  }

  /** Begins those that were never met. Blocks for some seconds then. */
  static Optional<SessionMcp> of(HostEnvironment host, SessionPlan plan, Path data) {
    List<McpServer> all =
        configured(
            host,
            files(host, plan.workspace().root(), plan.options().where().isTrusted()),
            plan.notices()::add);
    plan.handed().stream()
        .filter(server -> all.stream().noneMatch(other -> other.name().equals(server.name())))
        .forEach(all::add);
    List<McpServer> servers =
        all.stream().filter(server -> !plan.config().isOffline() || isHere(server)).toList();
    if (servers.isEmpty()) {
      return Optional.empty();
    }
    Runners runners = new Runners(host, plan);
    return Optional.of(
        new SessionMcp(
            new McpServers(servers, means(host, plan, runners, data, plan.notices()::add)),
            runners));
  }

  /** What servers are reached with; to be closed with the runners. */
  public static McpMeans means(
      HostEnvironment host,
      SessionPlan plan,
      Runners runners,
      Path data,
      Consumer<Problem> notices) {
    return new McpMeans(
        runners::of,
        () -> http(host, plan),
        new SessionLogins(host),
        plan.workspace().root(),
        host.state().path().resolve("mcp"),
        data,
        host.version(),
        notices);
  }

  /** What servers elsewhere are asked with. */
  public static Http http(HostEnvironment host, SessionPlan plan) {
    return new NetworkSetup(plan.config(), host).http();
  }

  /** Without a network a server that is elsewhere is not asked. */
  private static boolean isHere(McpServer server) {
    return switch (server.transport()) {
      case Transport.Stdio s -> true;
      case Transport.Http http ->
          Stream.of("localhost", "127.0.0.1", "[::1]").anyMatch(http.url().getHost()::equals);
    };
  }

  /** Prompts of servers that were met before, as commands. Blocks on disk. */
  static List<McpServers.Command> commands(HostEnvironment host, SessionPlan plan) {
    return McpServers.commands(
        configured(
            host,
            files(host, plan.workspace().root(), plan.options().where().isTrusted()),
            problem -> {}), // told when the session opens
        host.state().path().resolve("mcp"));
  }

  /** The text of a prompt. Blocks. */
  String prompt(String command, String typed) throws InterruptedException {
    try {
      return servers.prompt(command, typed);
    } catch (McpFailure e) {
      throw new VibeException(
          ExitCode.FAILED,
          new Problem(
              ProblemCode.MCP_UNAVAILABLE,
              "/" + command + " cannot be used",
              String.valueOf(e.getMessage()),
              "/mcp lists the servers"),
          e);
    }
  }

  /** What each server is and has. Blocks on disk. */
  List<McpServers.Held> held() {
    return servers.held(offer);
  }

  McpServers.Offer offer() {
    return offer;
  }

  /** The names of tools that the request does not hold. */
  Optional<Fragment> fragment() {
    return offer.names().isEmpty()
        ? Optional.empty()
        : Optional.of(new Fragment.ServerTools(offer.names()));
  }

  @Override
  public void close() {
    servers.close();
    runners.close();
  }

  /** Runners of servers that are processes, one for each reach. */
  public static final class Runners implements AutoCloseable {
    private final HostEnvironment host;
    private final SessionPlan plan;
    private final Map<Reach, ServerRunner> made = new EnumMap<>(Reach.class);

    public Runners(HostEnvironment host, SessionPlan plan) {
      this.host = host;
      this.plan = plan;
    }

    synchronized ServerRunner of(Reach reach) {
      return made.computeIfAbsent(
          reach,
          wanted -> {
            SandboxSetup usual = SandboxSetup.of(plan, host);
            SandboxSetup sandbox =
                wanted == Reach.NETWORK && !plan.config().isOffline() ? usual.reachingAll() : usual;
            Path folder = host.state().path().resolve("servers");
            return new CommandSetup(plan.config(), sandbox, folder).servers(plan.workspace());
          });
    }

    @Override
    public synchronized void close() {
      made.values().forEach(ServerRunner::close);
    }
  }
}
