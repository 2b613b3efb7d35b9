package dev.vibe.app.assembly;

import dev.vibe.app.host.HostEnvironment;
import dev.vibe.approval.FolderTrust;
import dev.vibe.approval.SettingsGuard;
import dev.vibe.config.Config;
import dev.vibe.config.VibePaths;
import dev.vibe.exec.ChildEnvironment;
import dev.vibe.exec.CommandRunner;
import dev.vibe.exec.Launcher;
import dev.vibe.exec.OwnProcess;
import dev.vibe.exec.sandbox.OfflineLauncher;
import dev.vibe.exec.sandbox.SandboxLauncher;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.VibeException;
import dev.vibe.workspace.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Builder of what runs the commands of a session, from its configuration. */
final class CommandSetup {

  private final Config config;
  private final Map<String, String> environment;
  private final VibePaths paths;
  private final Path state;
  private final SandboxLauncher launcher;
  private final Path outputs;
  private final OwnProcess process;

  /** Tries nothing yet. */
  CommandSetup(SessionPlan plan, Path outputs, HostEnvironment host) {
    Config config = plan.config();
    this.config = config;
    this.outputs = outputs;
    this.environment = host.environment();
    this.paths = host.paths();
    this.state = host.state().path();
    keys().forEach(host.process().secrets()::add);
    this.process = host.process();
    this.launcher = launcher(plan, outputs, host);
  }

  /**
   * Keeps the commands of {@code runner} from what decides what vibe may do.
   *
   * @param brought what the folder brings along, if it counts
   */
  SettingsGuard guard(CommandRunner runner, List<Path> brought) {
    List<Path> settings = new ArrayList<>(paths.deciding());
    settings.add(FolderTrust.file(paths.stateDir()));
    settings.addAll(brought);
    return new SettingsGuard(
        new SettingsGuard.Guarded(
            Stream.of(paths.systemDir(), paths.configDir(), paths.stateDir(), state)
                .distinct()
                .toList(),
            settings),
        state.resolve("put-back"),
        runner::isAnythingRunning);
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

  private static SandboxLauncher launcher(SessionPlan plan, Path outputs, HostEnvironment host) {
    Launcher outside =
        plan.config().isOffline()
            ? new OfflineLauncher(host.platform().systemFolders())
            : Launcher.unconfined();
    return SandboxSetup.of(plan, host).launcher(outputs, outside);
  }

  /**
   * Runs them with a clean environment; to be closed with the session.
   *
   * @throws VibeException (usage) when the machine cannot confine them as the user demands
   */
  CommandRunner runner(Workspace workspace) {
    launcher
        .lack()
        .ifPresent(
            problem -> {
              throw new VibeException(ExitCode.USAGE, problem);
            });
    return new CommandRunner(
        new ChildEnvironment.Source(
            environment, List.of(workspace.root()), Set.copyOf(config.commandVariables()), keys()),
        outputs,
        launcher,
        process);
  }
}
