package dev.vibe.app.assembly;

import dev.vibe.app.host.HostEnvironment;
import dev.vibe.config.CommandSettings;
import dev.vibe.config.Config;
import dev.vibe.config.SandboxSettings;
import dev.vibe.exec.CommandLimits;
import dev.vibe.exec.Launcher;
import dev.vibe.exec.sandbox.SandboxLauncher;
import dev.vibe.exec.sandbox.SandboxTerms;
import dev.vibe.exec.sandbox.SandboxTerms.Wish;
import dev.vibe.workspace.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Builder of what confines the commands of a session.
 *
 * @param limits of every command
 * @param folders the working folder first
 * @param hosts that they may reach
 */
public record SandboxSetup(
    HostEnvironment host,
    SandboxSettings settings,
    CommandLimits limits,
    List<Path> folders,
    List<String> hosts) {

  static SandboxSetup of(SessionPlan plan, HostEnvironment host) {
    SandboxSetup standing = standing(plan.config(), plan.workspace(), host);
    // Without a network for anything, no host is an exception.
    List<String> hosts =
        plan.config().isOffline()
            ? List.of()
            : Stream.concat(standing.hosts.stream(), plan.options().changes().hosts().stream())
                .distinct()
                .toList();
    return new SandboxSetup(host, standing.settings, standing.limits, standing.folders, hosts);
  }

  /** As the configuration has it. */
  static SandboxSetup standing(Config config, Workspace workspace, HostEnvironment host) {
    SandboxSettings settings = config.sandbox();
    List<Path> folders = new ArrayList<>(List.of(workspace.root()));
    folders.addAll(workspace.added());
    return new SandboxSetup(
        host,
        settings,
        limits(config.commands()),
        folders,
        config.isOffline() ? List.of() : settings.hosts());
  }

  /** The same, where what is started may reach every host. */
  SandboxSetup reachingAll() {
    return new SandboxSetup(host, settings, limits, folders, List.of("*"));
  }

  /** Of a folder in which no session runs, as if nothing was set. */
  public static SandboxTerms bare(HostEnvironment host, Path folder) {
    SandboxSettings usual = new SandboxSettings("auto", List.of(), List.of(), List.of());
    return new SandboxSetup(host, usual, CommandLimits.NONE, List.of(folder), List.of())
        .terms(host.state().path());
  }

  /**
   * Starts commands confined; tries nothing yet.
   *
   * @param outputs the folder of the outputs of commands
   * @param outside starts those that are not to be confined
   */
  public SandboxLauncher launcher(Path outputs, Launcher outside) {
    return new SandboxLauncher(terms(outputs), outside, host.environment());
  }

  private SandboxTerms terms(Path outputs) {
    Path state = host.state().path();
    List<Path> hidden = new ArrayList<>(List.of(host.paths().configDir(), host.paths().stateDir()));
    hidden.add(state);
    hidden.addAll(paths(settings.hidden()));
    return new SandboxTerms(
        Wish.valueOf(settings.commands().toUpperCase(Locale.ROOT)),
        folders,
        homes(),
        outputs,
        hidden,
        List.of(state.resolve("git"), host.paths().configDir().resolve("skills")),
        paths(settings.writable()),
        hosts,
        host.platform().temporary(),
        state.resolve("put-back"),
        limits,
        host.platform().systemFolders());
  }

  private static CommandLimits limits(CommandSettings settings) {
    return new CommandLimits(
        settings.memoryMegabytes(),
        settings.processes(),
        settings.fileMegabytes(),
        settings.cpuSeconds());
  }

  private List<Path> homes() {
    return Stream.concat(
            Stream.of(host.home()),
            Stream.of(host.environment().getOrDefault("HOME", "")).map(Path::of))
        .filter(Path::isAbsolute)
        .distinct()
        .toList();
  }

  private List<Path> paths(List<String> written) {
    return written.stream()
        .map(path -> path.startsWith("~/") ? host.home().resolve(path.substring(2)) : Path.of(path))
        .filter(Path::isAbsolute)
        .toList();
  }
}
