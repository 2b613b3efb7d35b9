package dev.vibe.app.assembly;

import dev.vibe.app.host.RunOptions;
import dev.vibe.approval.Mode;
import dev.vibe.config.Config;
import dev.vibe.config.ConfigKey;
import dev.vibe.mcp.McpServer;
import dev.vibe.problem.Problem;
import dev.vibe.workspace.Workspace;
import java.util.List;

/**
 * Plan of a session: what it works on and with.
 *
 * @param notices what is odd but no obstacle; grows until the session opens, from any thread
 * @param handed MCP servers that whoever began the session hands over, besides those on file
 */
public record SessionPlan(
    RunOptions options,
    Config config,
    Workspace workspace,
    SessionChoice session,
    List<Problem> notices,
    List<McpServer> handed) {

  public SessionPlan {
    handed = List.copyOf(handed);
  }

  /** Where nobody hands anything over. */
  public SessionPlan(
      RunOptions options,
      Config config,
      Workspace workspace,
      SessionChoice session,
      List<Problem> notices) {
    this(options, config, workspace, session, notices, List.of());
  }

  /** With servers that are handed over. */
  public SessionPlan handing(List<McpServer> servers) {
    return new SessionPlan(options, config, workspace, session, notices, servers);
  }

  public String sessionId() {
    return session.id();
  }

  /** {@code --auto-commit} raises the mode, but not over what an administrator set. */
  public Mode mode() {
    Mode mode = Mode.of(config.mode());
    boolean raised = options.changes().commits() && !config.isManaged(ConfigKey.of("mode"));
    return raised ? mode.atLeast(Mode.ACCEPT_EDITS) : mode;
  }
}
