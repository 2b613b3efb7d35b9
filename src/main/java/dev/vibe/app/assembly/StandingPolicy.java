package dev.vibe.app.assembly;

import dev.vibe.app.host.HostEnvironment;
import dev.vibe.approval.Mode;
import dev.vibe.approval.Policy;
import dev.vibe.config.Config;
import dev.vibe.workspace.Workspace;
import java.util.List;

/** Maker of the policy that a session would have, for those who ask without beginning one. */
public final class StandingPolicy {

  private StandingPolicy() {}

  /** The mode of a configuration. */
  public static Mode mode(Config config) {
    return Mode.of(config.mode());
  }

  /** Without what a session is granted. Runs nothing. */
  public static Policy of(Config config, HostEnvironment host, Workspace workspace) {
    SandboxSetup sandbox = SandboxSetup.standing(config, workspace, host);
    return new CommandSetup(config, sandbox, host.state().path())
        .policy(workspace, mode(config), Policy.Commits.NOT_ASKED_FOR, List.of());
  }
}
