package dev.vibe.app.assembly;

import dev.vibe.app.host.HostEnvironment;
import dev.vibe.config.Config;
import dev.vibe.exec.ChildEnvironment;
import dev.vibe.exec.CommandRunner;
import dev.vibe.exec.Launcher;
import dev.vibe.exec.sandbox.OfflineLauncher;
import dev.vibe.workspace.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Builder of what runs the commands of a session, from its configuration. */
final class CommandSetup {

  private final Config config;
  private final Map<String, String> environment;
  private final Launcher launcher;

  CommandSetup(Config config, HostEnvironment host) {
    this.config = config;
    this.environment = host.environment();
    this.launcher =
        config.isOffline()
            ? new OfflineLauncher(host.platform().systemFolders())
            : Launcher.unconfined();
  }

  /** What the policy has to ask, too: the same one judges and starts. */
  Launcher launcher() {
    return launcher;
  }

  /** The values of variables that hold a key: of models, proxies, certificates. */
  Set<String> keys() {
    return config.secretVariables().stream()
        .map(name -> environment.getOrDefault(name, ""))
        .collect(Collectors.toSet());
  }

  /**
   * Runs them with a clean environment; to be closed with the session.
   *
   * @param outputs where outputs too long to keep in memory go
   */
  CommandRunner runner(Workspace workspace, Path outputs) {
    return new CommandRunner(
        new ChildEnvironment.Source(
            environment, List.of(workspace.root()), Set.copyOf(config.commandVariables()), keys()),
        outputs,
        launcher);
  }
}
