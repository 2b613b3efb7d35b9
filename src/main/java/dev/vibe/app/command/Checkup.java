package dev.vibe.app.command;

import dev.vibe.app.assembly.ModelSetup;
import dev.vibe.app.assembly.SandboxSetup;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.config.Config;
import dev.vibe.config.ConfigResult;
import dev.vibe.config.KeySource;
import dev.vibe.config.Network;
import dev.vibe.config.model.AllowedEndpoints;
import dev.vibe.config.model.LoopbackProbe;
import dev.vibe.config.model.ModelChoice;
import dev.vibe.config.model.ModelResolver;
import dev.vibe.config.model.Probe;
import dev.vibe.doctor.Check;
import dev.vibe.doctor.ConfigCheck;
import dev.vibe.doctor.EditsCheck;
import dev.vibe.doctor.EndpointCheck;
import dev.vibe.doctor.Finding;
import dev.vibe.doctor.FormatCheck;
import dev.vibe.doctor.GatewayCheck;
import dev.vibe.doctor.GitCheck;
import dev.vibe.doctor.ModelCheck;
import dev.vibe.doctor.OwnProcessCheck;
import dev.vibe.doctor.Report;
import dev.vibe.doctor.RuntimeCheck;
import dev.vibe.doctor.SandboxCheck;
import dev.vibe.doctor.StateCheck;
import dev.vibe.doctor.StreamsCheck;
import dev.vibe.doctor.VerifyCheck;
import dev.vibe.exec.sandbox.OfflineLauncher;
import dev.vibe.exec.sandbox.SandboxProof;
import dev.vibe.git.config.GitSettings;
import dev.vibe.net.Proxies;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.session.MatchCounts;
import dev.vibe.terminal.TtyState;
import dev.vibe.text.ControlChars;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Handler of {@code vibe doctor}. */
public final class Checkup {

  private final HostEnvironment host;
  private final Path folder;
  private final ConfigResult configuration;

  public Checkup(HostEnvironment host, Path folder, ConfigResult configuration) {
    this.host = host;
    this.folder = folder;
    this.configuration = configuration;
  }

  /** Reach of a check-up. */
  public enum Reach {
    /** Nothing is sent. */
    HERE,
    /** Requests that may cost a little. */
    ENDPOINT
  }

  /** Prints the report as each form wants it, and gives the exit code. */
  public int run(Reach reach, OutputForm form) {
    Report report = report(reach);
    switch (form) {
      case TEXT -> report.lines().forEach(host.out()::println);
      case JSON -> host.out().println(report.json());
    }
    return report.isGood() ? ExitCode.DONE.code() : ExitCode.FAILED.code();
  }

  /** Foreign text is everywhere in it: names of models, paths, words of servers. */
  public Report report(Reach reach) {
    return clean(Report.of(host.version(), checks(reach)));
  }

  private static Report clean(Report report) {
    return new Report(
        report.version(),
        report.findings().stream()
            .map(
                finding ->
                    new Finding(
                        finding.subject(),
                        finding.grade(),
                        ControlChars.neutraliseLine(finding.text()),
                        ControlChars.neutraliseLine(finding.remedy()),
                        finding.details()))
            .toList());
  }

  private List<Check> checks(Reach reach) {
    List<Check> checks = new ArrayList<>();
    checks.add(new RuntimeCheck(host.version(), host.platform().name()));
    checks.add(new StreamsCheck(terminals(), host.environment(), host.platform().fileNames()));
    checks.add(new ConfigCheck(configuration, host.paths().configFiles(folder)));
    checks.add(
        new GitCheck(
            folder,
            GitSettings.of(
                    host.environment(),
                    host.home(),
                    host.paths().stateDir().resolve("git"),
                    host.clock())
                .awayFrom(List.of(folder))));
    checks.add(
        new SandboxCheck(
            () -> SandboxProof.of(SandboxSetup.bare(host, folder)),
            new OfflineLauncher(host.platform().systemFolders())::means));
    checks.add(new OwnProcessCheck(host.process()::state));
    checks.add(new StateCheck(host.paths().stateDir()));
    checks.add(new EditsCheck(new MatchCounts(host.paths().stateDir())));
    switch (configuration) {
      case ConfigResult.Invalid invalid -> {}
      case ConfigResult.Valid(Config config, List<Problem> notices) ->
          addConfigured(config, reach, checks);
    }
    return checks;
  }

  private void addConfigured(Config config, Reach reach, List<Check> checks) {
    checks.add(new VerifyCheck(folder, config.verification()));
    checks.add(new FormatCheck(folder, config.formatters()));
    addEndpoint(config, reach, checks);
  }

  private void addEndpoint(Config config, Reach reach, List<Check> checks) {
    Probe nobody = (server, limit) -> false;
    Probe probe =
        switch (reach) {
          case HERE -> nobody;
          case ENDPOINT -> new LoopbackProbe();
        };
    AllowedEndpoints allowed = new AllowedEndpoints(config);
    ModelChoice choice =
        allowed.of(
            new ModelResolver(config, host.environment(), allowed.isRestricted() ? nobody : probe)
                .resolve());
    checks.add(new ModelCheck(choice));
    if (choice instanceof ModelChoice.Endpoint endpoint) {
      checks.add(gateway(config, reach, endpoint));
      if (reach == Reach.ENDPOINT) {
        checks.add(
            new EndpointCheck(
                () -> setup(config).primary().model(),
                System::nanoTime,
                line -> host.err().println("vibe: " + ControlChars.neutraliseLine(line))));
      }
    }
  }

  private ModelSetup setup(Config config) {
    return new ModelSetup(config, host, "", odd -> {});
  }

  private Check gateway(Config config, Reach reach, ModelChoice.Endpoint endpoint) {
    Network network = new Network(config);
    Map<String, String> environment = host.environment();
    String proxy =
        Proxies.fromEnvironment(environment)
            .with(network.proxy(), "net.proxy", network.direct())
            .shownFor(URI.create(endpoint.baseUrl()));
    List<Path> files = new ArrayList<>(network.authorities(host.home()));
    files.addAll(network.identity(host.home()));
    boolean runsCommand =
        Stream.of(network.identityPassword(environment), network.proxyPassword(environment))
            .anyMatch(KeySource.Command.class::isInstance);
    return reach == Reach.HERE && runsCommand
        ? new GatewayCheck(proxy, List.of(), () -> {})
        : new GatewayCheck(proxy, files, () -> setup(config).readCertificates());
  }

  private List<String> terminals() {
    TtyState tty = host.tty();
    List<String> names = new ArrayList<>();
    if (tty.input()) {
      names.add("stdin");
    }
    if (tty.output()) {
      names.add("stdout");
    }
    if (tty.error()) {
      names.add("stderr");
    }
    return names;
  }
}
