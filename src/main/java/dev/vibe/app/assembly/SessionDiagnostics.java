package dev.vibe.app.assembly;

import dev.vibe.app.host.HostEnvironment;
import dev.vibe.config.LanguageServerSetting;
import dev.vibe.exec.ServerRunner;
import dev.vibe.lsp.client.ClientMeans;
import dev.vibe.lsp.client.KnownServers;
import dev.vibe.lsp.client.LanguageServerSpec;
import dev.vibe.lsp.client.LanguageServers;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.verify.CodeFinding;
import dev.vibe.verify.Diagnostics;
import dev.vibe.verify.EditedFile;
import dev.vibe.verify.compiler.CompilerDiagnostics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Diagnostics of a session: language servers where the folder is trusted, and for Java without one
 * the compiler of the JDK. Made with the first edit, so that a start loads nothing of it.
 * Thread-safe.
 */
final class SessionDiagnostics implements Diagnostics {

  private static final String JAVA = ".java";

  private final HostEnvironment host;
  private final SessionPlan plan;
  private final List<Problem> problems = new ArrayList<>();
  private Optional<LanguageServers> servers = Optional.empty();
  private Optional<CompilerDiagnostics> compiler = Optional.empty();
  private Optional<ServerRunner> runner = Optional.empty();
  private boolean isClosed;

  private SessionDiagnostics(HostEnvironment host, SessionPlan plan) {
    this.host = host;
    this.plan = plan;
  }

  /** Begins nothing yet. */
  static Diagnostics of(HostEnvironment host, SessionPlan plan) {
    return plan.config().diagnoses() ? new SessionDiagnostics(host, plan) : Diagnostics.NONE;
  }

  /** Empty where none may be started. */
  private synchronized Optional<LanguageServers> servers() {
    if (servers.isEmpty() && !isClosed && plan.options().where().isTrusted()) {
      servers = Optional.of(new LanguageServers(configured(), means()));
    }
    return servers;
  }

  /**
   * Asked for with the first Java file alone, because its classes are many. A runtime that was cut
   * down to what vibe needs has no compiler, nor the types to ask for one.
   */
  private synchronized Optional<CompilerDiagnostics> compiler() {
    if (compiler.isEmpty()
        && !isClosed
        && ModuleLayer.boot().findModule("jdk.compiler").isPresent()) {
      compiler = CompilerDiagnostics.of(plan.workspace().root());
    }
    return compiler;
  }

  private List<LanguageServerSpec> configured() {
    List<LanguageServerSpec> all = new ArrayList<>();
    for (LanguageServerSetting setting : plan.config().languageServers()) {
      List<String> files =
          setting.files().isEmpty()
              ? KnownServers.files(setting.name()).orElse(List.of())
              : setting.files();
      if (setting.command().isEmpty() || files.isEmpty()) {
        problems.add(
            new Problem(
                ProblemCode.LANGUAGE_SERVER,
                "the language server " + setting.name() + " cannot be used",
                setting.command().isEmpty()
                    ? "it has no command"
                    : "it is no known server, and has no files that it is for",
                "set lsp." + setting.name() + ".command and .files; docs/diagnostics.md"));
      } else {
        all.add(
            new LanguageServerSpec(
                setting.name(),
                setting.command(),
                files,
                setting.variables(),
                setting.init(),
                true));
      }
    }
    return all;
  }

  private ClientMeans means() {
    return new ClientMeans(
        this::runner, plan.workspace().root(), host.version(), ClientMeans.Patience.USUAL);
  }

  private synchronized ServerRunner runner() {
    if (runner.isEmpty()) {
      runner =
          Optional.of(
              new CommandSetup(
                      plan.config(),
                      SandboxSetup.of(plan, host),
                      host.state().path().resolve("servers"))
                  .servers(plan.workspace()));
    }
    if (isClosed) {
      runner.get().close(); // it starts nothing then
    }
    return runner.get();
  }

  @Override
  public void edited(List<EditedFile> files) {
    Optional<LanguageServers> looking = servers();
    List<EditedFile> served =
        files.stream().filter(file -> looking.filter(all -> all.isFor(file)).isPresent()).toList();
    List<EditedFile> compiled =
        files.stream()
            .filter(file -> file.name().endsWith(JAVA) && !served.contains(file))
            .toList();
    if (!served.isEmpty()) {
      looking.ifPresent(all -> all.edited(served));
    }
    if (!compiled.isEmpty()) {
      compiler().ifPresent(javac -> javac.edited(compiled));
    }
  }

  @Override
  public void await(Duration longest) throws InterruptedException {
    long deadline = System.nanoTime() + longest.toNanos();
    for (Diagnostics each : begun()) {
      each.await(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }
  }

  private synchronized List<Diagnostics> begun() {
    return Stream.<Diagnostics>concat(servers.stream(), compiler.stream()).toList();
  }

  @Override
  public List<CodeFinding> take() {
    return begun().stream().flatMap(each -> each.take().stream()).toList();
  }

  @Override
  public List<Problem> takeProblems() {
    List<Problem> all = new ArrayList<>();
    synchronized (this) {
      all.addAll(problems);
      problems.clear();
    }
    begun().forEach(each -> all.addAll(each.takeProblems()));
    return all;
  }

  @Override
  public void close() {
    begun().forEach(Diagnostics::close);
    synchronized (this) {
      isClosed = true;
      runner.ifPresent(ServerRunner::close);
    }
  }
}
