package dev.vibe.app.assembly;

import dev.vibe.app.host.RunOptions;
import dev.vibe.config.Config;
import dev.vibe.problem.Problem;
import dev.vibe.workspace.Workspace;
import java.util.List;

/**
 * What a session works on and with.
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
}
