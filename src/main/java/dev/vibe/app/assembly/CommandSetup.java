package dev.vibe.app.assembly;

import dev.vibe.app.host.HostEnvironment;
import dev.vibe.approval.LearnedRules;
import dev.vibe.approval.Mode;
import dev.vibe.approval.Policy;
import dev.vibe.approval.Policy.Commits;
import dev.vibe.approval.Rule;
import dev.vibe.approval.Rules;
import dev.vibe.approval.SettingsGuard;
import dev.vibe.approval.SystemPrograms;
import dev.vibe.approval.WorkspaceReading;
import dev.vibe.approval.WorkspaceReading.Git;
import dev.vibe.config.Config;
import dev.vibe.config.VibePaths;
import dev.vibe.exec.ChildEnvironment;
import dev.vibe.exec.CommandRunner;
import dev.vibe.exec.Launcher;
import dev.vibe.exec.OwnProcess;
import dev.vibe.exec.Programs;
import dev.vibe.exec.ServerRunner;
import dev.vibe.exec.sandbox.OfflineLauncher;
import dev.vibe.exec.sandbox.SandboxLauncher;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.VibeException;
import dev.vibe.workspace.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
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

  /** Besides the keys, what no command may see. */
  private final Set<String> withheld = new HashSet<>();

  /** Tries nothing yet. */
  CommandSetup(Config config, SandboxSetup sandbox, Path outputs) {
    HostEnvironment host = sandbox.host();
    this.config = config;
    this.outputs = outputs;
    this.environment = host.environment();
    this.paths = host.paths();
    this.state = host.state().path();
    keys().forEach(host.process().secrets()::add);
    this.process = host.process();
    if (!config.marksSecrets()) {
      process.secrets().withoutMarks();
    }
    this.launcher =
        sandbox.launcher(
            outputs,
            config.isOffline()
                ? new OfflineLauncher(host.platform().systemFolders())
                : Launcher.unconfined());
  }

  /**
   * Keeps the commands of {@code runner} from what decides what vibe may do.
   *
   * @param more what else decides: the trust in the folder, what it brings along if that counts,
   *     and the choices of the session
   * @param others the choices of the others
   */
  SettingsGuard guard(CommandRunner runner, List<Path> more, SettingsGuard.Others others) {
    List<Path> settings = new ArrayList<>(paths.deciding());
    settings.addAll(more);
    return new SettingsGuard(
        new SettingsGuard.Guarded(
            Stream.of(paths.systemDir(), paths.configDir(), paths.stateDir(), state)
                .distinct()
                .toList(),
            settings,
            others),
        state.resolve("put-back"),
        runner::isAnythingRunning);
  }

  /**
   * What may happen under the user's rules; it runs nothing.
   *
   * @param more rules that allow, beside those of the configuration
   */
  Policy policy(Workspace workspace, Mode mode, Commits commits, List<Rule> more) {
    Config.Permissions permissions = config.permissions();
    Rules rules =
        Rules.parse(permissions.allow(), permissions.ask(), permissions.deny())
            .limited(LearnedRules.limit(config));
    Git git = rules.keepFiles() ? Git.KEPT_AWAY : Git.ASKED;
    Policy policy =
        new Policy(
            mode,
            commits,
            rules,
            launcher,
            new WorkspaceReading(
                workspace, new SystemPrograms(workspace, new Programs(source(workspace))), git));
    for (Rule rule : more) {
      policy = policy.allowing(rule);
    }
    return policy;
  }

  /** Keeps a value from every command; to be called before there is a runner. */
  void withhold(String secret) {
    withheld.add(secret);
  }

  /** The values of variables that hold a key: of models, proxies, certificates. */
  Set<String> keys() {
    return Stream.concat(
            withheld.stream(),
            config.secretVariables().stream().map(name -> environment.getOrDefault(name, "")))
        .collect(Collectors.toSet());
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
    return new CommandRunner(source(workspace), outputs, launcher, process);
  }

  /** Runs programs that go on beside the session, as commands are run; to be closed with it. */
  ServerRunner servers(Workspace workspace) {
    return new ServerRunner(source(workspace), outputs, launcher, process);
  }

  private ChildEnvironment.Source source(Workspace workspace) {
    return new ChildEnvironment.Source(
        environment, List.of(workspace.root()), Set.copyOf(config.commandVariables()), keys());
  }
}
