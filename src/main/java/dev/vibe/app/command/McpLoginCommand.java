package dev.vibe.app.command;

import dev.vibe.app.assembly.SessionLogins;
import dev.vibe.app.assembly.SessionMcp;
import dev.vibe.app.assembly.SessionPlan;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.file.IoReason;
import dev.vibe.mcp.McpServer;
import dev.vibe.mcp.McpServer.Transport;
import dev.vibe.mcp.login.LoginFailure;
import dev.vibe.mcp.login.LoginFlow;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.text.ControlChars;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** Handler of {@code vibe mcp login}. Blocks until a person has logged in. */
final class McpLoginCommand {

  private final HostEnvironment host;
  private final SessionPlan plan;

  McpLoginCommand(HostEnvironment host, SessionPlan plan) {
    this.host = host;
    this.plan = plan;
  }

  /**
   * Logs in.
   *
   * @throws VibeException when the server is a process, or the login did not succeed
   */
  ExitCode run(McpServer server) {
    Transport.Http http = reached(server);
    LoginFlow flow =
        new LoginFlow(
            http.url(),
            http.login(),
            new SessionLogins(host),
            SessionMcp.http(host, plan),
            this::show);
    try {
      List<String> scopes = flow.run();
      host.out()
          .println(
              ControlChars.neutraliseLine(
                  "logged in to "
                      + server.name()
                      + (scopes.isEmpty() ? "" : ", for " + String.join(" ", scopes))));
      return ExitCode.DONE;
    } catch (LoginFailure e) {
      throw new VibeException(
          ExitCode.FAILED,
          new Problem(
              ProblemCode.MCP_LOGIN,
              "cannot log in to the MCP server " + server.name(),
              String.valueOf(e.getMessage()),
              "vibe mcp login " + server.name() + "   once more; docs/mcp.md has what can be set"),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    }
  }

  /** Takes the tokens away, and says what came of it. */
  String out(McpServer server) {
    try {
      return new SessionLogins(host).forget(reached(server).url())
          ? "the tokens of " + server.name() + " are gone; its issuer may still count them as good"
          : "nobody was logged in to " + server.name();
    } catch (IOException e) {
      throw new VibeException(
          ExitCode.FAILED,
          new Problem(
              ProblemCode.MCP_LOGIN,
              "cannot take the tokens of " + server.name() + " away",
              IoReason.of(e),
              "correct what may be written in " + host.paths().configDir()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  private static Transport.Http reached(McpServer server) {
    return switch (server.transport()) {
      case Transport.Http http -> http;
      case Transport.Stdio s ->
          throw new VibeException(
              ExitCode.USAGE,
              new Problem(
                  ProblemCode.MCP_CONFIG,
                  "nobody can log in to the MCP server " + server.name(),
                  "it is a command, and gets what it needs by its variables",
                  "vibe mcp add " + server.name() + " --env NAME=VALUE -- COMMAND"));
    };
  }

  private void show(URI page) {
    boolean isShown = new SystemBrowser(host).open(page);
    host.err()
        .println(
            ControlChars.neutraliseLine(
                (isShown ? "the browser shows where to log in: " : "log in here: ") + page));
    host.err().flush();
  }
}
