package dev.vibe.app.assembly;

import dev.vibe.app.host.RunOptions;
import dev.vibe.approval.Mode;
import dev.vibe.config.Config;
import dev.vibe.config.ConfigKey;
import dev.vibe.problem.Problem;
import dev.vibe.workspace.Workspace;
import java.util.List;

/**
 * Plan of a session: what it works on and with.
 *
 * @param notices what is odd but no obstacle; grows until the session opens, from any thread
 */
public record SessionPlan(
    RunOptions options,
    Config config,
    Workspace workspace,
    SessionChoice session,
    List<Problem> notices) {

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
