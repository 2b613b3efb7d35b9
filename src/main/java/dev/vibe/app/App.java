package dev.vibe.app;

import dev.vibe.app.assembly.ModelSource;
import dev.vibe.app.assembly.Preparation;
import dev.vibe.app.assembly.Preparation.Prepared;
import dev.vibe.app.assembly.RunWorktree;
import dev.vibe.app.assembly.SessionAssembly;
import dev.vibe.app.assembly.SessionModel;
import dev.vibe.app.assembly.SessionPlan;
import dev.vibe.app.assembly.TaskModels;
import dev.vibe.app.command.ApplyCommand;
import dev.vibe.app.command.Checkup;
import dev.vibe.app.command.ConfigInit;
import dev.vibe.app.command.Demo;
import dev.vibe.app.command.ExportCommand;
import dev.vibe.app.command.ListingOptions;
import dev.vibe.app.command.LogCommand;
import dev.vibe.app.command.MemoryCommand;
import dev.vibe.app.command.ModelListing;
import dev.vibe.app.command.OutputForm;
import dev.vibe.app.command.PermissionsCommand;
import dev.vibe.app.command.SessionsCommand;
import dev.vibe.app.command.SessionsOptions;
import dev.vibe.app.command.UndoCommand;
import dev.vibe.app.command.UndoOptions;
import dev.vibe.app.host.BackgroundTask;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.LogFile;
import dev.vibe.app.host.RunOptions;
import dev.vibe.app.interactive.Interactive;
import dev.vibe.app.run.OneShot;
import dev.vibe.app.run.OutputFolder;
import dev.vibe.app.run.RunSinks;
import dev.vibe.app.run.RunTimeout;
import dev.vibe.app.run.Watchdog;
import dev.vibe.config.Config;
import dev.vibe.config.ConfigListing;
import dev.vibe.config.ConfigResult;
import dev.vibe.config.FlagValue;
import dev.vibe.context.Fragment;
import dev.vibe.event.Detail;
import dev.vibe.event.RunResult;
import dev.vibe.headless.JsonOutput;
import dev.vibe.net.Http;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.VibeException;
import dev.vibe.provider.ChatModel;
import dev.vibe.session.export.SessionExport;
import dev.vibe.text.ColorChoice;
import dev.vibe.text.ControlChars;
import dev.vibe.workspace.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;

/** Entry point of the commands, once the command line is read; each method gives the exit code. */
public final class App {

  private final HostEnvironment host;
  private final Preparation preparation;

  public App(HostEnvironment host) {
    this.host = host;
    this.preparation = new Preparation(host);
  }

  /** {@code vibe -p}: does the task, shows the result. */
  public int run(RunOptions options) {
    Thread.ofPlatform().daemon().name("preload").start(Http::preload);
    return run(options, new TaskModels(host));
  }

  /** {@code vibe}: a session at the terminal. */
  public int interactive(RunOptions given, Interactive.Style style) {
    startLog(given.output());
    if (!host.tty().input() || !host.tty().output()) {
      return usage(Interactive.noTerminal(given.prompt()), given.output().format());
    }
    try (Watchdog _ = Watchdog.over(host, given.output());
        RunWorktree own = RunWorktree.enter(host, preparation, given)) {
      Workspace workspace = preparation.workspace(own.options().where());
      return switch (preparation.asking(own.options(), workspace)) {
        case Prepared.Ready(SessionPlan plan) -> {
          Interactive.Ended ended = new Interactive(host, plan).run(style);
          yield ended.wantsSetUp() ? setUp(given, style) : ended.exitCode().code();
        }
        case Prepared.Misconfigured(List<Problem> problems) -> failed(ExitCode.USAGE, problems);
      };
    } catch (VibeException e) {
      return failed(e.exitCode(), List.of(e.problem()));
    }
  }

  /** The session begins anew with what was set up. */
  private int setUp(RunOptions given, Interactive.Style style) {
    ExitCode written = new ConfigInit(host).run();
    return written == ExitCode.DONE ? interactive(given, style) : written.code();
  }

  /** {@code vibe demo}: the same on a throw-away repository, with a recorded model. */
  public int demo(RunOptions.Output output, List<FlagValue> flags) {
    try {
      Demo demo = Demo.create(host);
      demo.introduce();
      ChatModel model = demo.model();
      int exitCode =
          new App(demo.host()).run(demo.options(output, flags), plan -> new SessionModel(model, 0));
      demo.sayHowToGoOn();
      return exitCode;
    } catch (VibeException e) {
      return failed(e.exitCode(), List.of(e.problem()));
    }
  }

  /** {@code vibe apply}: a recorded change, without a model. */
  public int apply(String named, RunOptions options) {
    try (Watchdog _ = Watchdog.over(host, options.output())) {
      ApplyCommand apply = ApplyCommand.read(named, preparation.folder(options.where()), host);
      return run(
          apply.options(named, options),
          plan ->
              new SessionModel(apply.model(options.changes().executionMode()), 0, apply.tools()));
    } catch (VibeException e) {
      return endedEarly(options.output(), e.exitCode(), e.problem());
    }
  }

  /** {@code vibe undo}: takes back what a run did, or takes that back. */
  public int undo(UndoOptions options) {
    return logged(
        () -> UndoCommand.ofProcess(host, preparation.workspace(options.where()), options).run());
  }

  /** {@code vibe log}. */
  public int log(RunOptions.Where where, Optional<String> file, OutputForm form) {
    return logged(
        () -> {
          new LogCommand(host, preparation.workspace(where)).print(file, form);
          return ExitCode.DONE.code();
        });
  }

  /** {@code vibe export}. */
  public int export(String id, SessionExport.Form form, Optional<Path> file) {
    return logged(
        () -> {
          new ExportCommand(host).write(id, form, file.map(host.directory()::resolve));
          return ExitCode.DONE.code();
        });
  }

  /** {@code vibe sessions}. */
  public int sessions(SessionsOptions options) {
    return logged(
        () -> {
          Path folder = preparation.workspace(options.where()).root();
          return new SessionsCommand(host, folder, options).run().code();
        });
  }

  /** {@code vibe memory}. */
  public int memory(RunOptions.Where where, MemoryCommand.Act act) {
    return logged(
        () -> {
          new MemoryCommand(host, preparation.workspace(where))
              .run(act)
              .forEach(line -> host.out().println(ControlChars.neutraliseLine(line)));
          return ExitCode.DONE.code();
        });
  }

  /** The same where nobody sees what it does. */
  public App muted() {
    return new App(host.muted());
  }

  /** A command that is a class of its own. */
  public int command(Handler handler) {
    return logged(() -> handler.run(host).code());
  }

  /** Handler of a command, given all that comes from outside. */
  @FunctionalInterface
  public interface Handler {
    ExitCode run(HostEnvironment host) throws InterruptedException;
  }

  private int logged(Work work) {
    startUsualLog();
    return attempted(work);
  }

  private int attempted(Work work) {
    try {
      return work.run();
    } catch (VibeException e) {
      return failed(e.exitCode(), List.of(e.problem()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED.code();
    }
  }

  @FunctionalInterface
  private interface Work {
    int run() throws InterruptedException;
  }

  @FunctionalInterface
  private interface Listing {
    void print(Config config) throws InterruptedException;
  }

  /** {@code vibe config show}. */
  public int showConfig(RunOptions.Where where, List<FlagValue> flags, ConfigListing.Form form) {
    return configured(
        where,
        flags,
        config -> {
          ConfigListing.of(config, form)
              .forEach(line -> host.out().println(ControlChars.neutraliseLine(line)));
          if (form != ConfigListing.Form.JSON) {
            preparation
                .trustInWords(where)
                .ifPresent(words -> host.out().println("# this folder is " + words));
          }
        });
  }

  private int configured(RunOptions.Where where, List<FlagValue> flags, Listing listing) {
    return attempted(
        () ->
            switch (preparation.configuration(
                preparation.folder(where), preparation.remembered(where), flags)) {
              case ConfigResult.Invalid(List<Problem> problems) -> failed(ExitCode.USAGE, problems);
              case ConfigResult.Valid(Config config, List<Problem> notices) -> {
                notices.forEach(this::tell);
                listing.print(config);
                yield ExitCode.DONE.code();
              }
            });
  }

  /** {@code vibe config init}: asks and writes. */
  public int initConfig() {
    return attempted(() -> new ConfigInit(host).run().code());
  }

  /** {@code vibe config path}: where configuration is looked for, weakest first. */
  public int showConfigPaths(RunOptions.Where where) {
    return attempted(
        () -> {
          for (Path file : host.paths().configFiles(preparation.folder(where))) {
            String there = Files.exists(file) ? "" : "  (not there)";
            host.out().println(ControlChars.neutraliseLine(file + there));
          }
          return ExitCode.DONE.code();
        });
  }

  /** {@code vibe doctor}: 0 when nothing failed. */
  public int doctor(ListingOptions options, Checkup.Reach reach) {
    return logged(
        () -> {
          Path folder = preparation.folder(options.where());
          ConfigResult result = preparation.configuration(folder, options.where(), options.flags());
          return new Checkup(host, folder, result).run(reach, options.form());
        });
  }

  /** {@code vibe permissions}, and what is below it. */
  public int permissions(ListingOptions options, PermissionsCommand.Wish wish) {
    return logged(
        () -> {
          List<Problem> problems =
              new PermissionsCommand(host, preparation, this::tell).run(options, wish);
          return problems.isEmpty() ? ExitCode.DONE.code() : failed(ExitCode.USAGE, problems);
        });
  }

  /** {@code vibe models}. */
  public int models(ListingOptions options) {
    return configured(
        options.where(),
        options.flags(),
        config -> new ModelListing(config, host).print(options.form()));
  }

  /** A usage error that parsing the command line found; JSON gets its record for that, too. */
  public int usage(Problem problem, RunOptions.Format format) {
    return switch (format) {
      case TEXT -> failed(ExitCode.USAGE, List.of(problem));
      case JSON, STREAM_JSON -> {
        new JsonOutput(JsonOutput.Form.RESULT, host.out(), host.err(), Detail.NORMAL)
            .result(OneShot.endedEarly(ExitCode.USAGE, problem, ""));
        yield ExitCode.USAGE.code();
      }
    };
  }

  private int run(RunOptions given, ModelSource models) {
    startLog(given.output());
    try (Watchdog watchdog = Watchdog.over(host, given.output())) {
      return run(given, models, watchdog);
    }
  }

  private int run(RunOptions given, ModelSource models, Watchdog watchdog) {
    Optional<Thread> early =
        RunTimeout.wanted(given).map(limit -> RunTimeout.start(limit, host.stop()));
    try {
      OutputFolder.prepare(host, given.output());
      try (RunWorktree own = RunWorktree.enter(host, preparation, given)) {
        Workspace workspace = preparation.workspace(own.options().where());
        BackgroundTask<Fragment> repository = SessionAssembly.lookAtRepository(host, workspace);
        return switch (preparation.unasked(own.options(), workspace)) {
          case Prepared.Ready(SessionPlan plan) -> {
            early.ifPresent(Thread::interrupt);
            yield run(plan, models, repository, watchdog);
          }
          case Prepared.Misconfigured(List<Problem> problems) -> {
            problems.stream().skip(1).forEach(this::tell);
            yield endedEarly(watchdog, given.output(), ExitCode.USAGE, problems.getFirst());
          }
        };
      }
    } catch (VibeException e) {
      return endedEarly(watchdog, given.output(), e.exitCode(), e.problem());
    }
  }

  private int run(
      SessionPlan plan,
      ModelSource models,
      BackgroundTask<Fragment> repository,
      Watchdog watchdog) {
    RunTimeout.start(plan.config().limits().timeout(), host.stop());
    String logFile = SessionAssembly.sessions(host).resolve(plan.sessionId()).toString();
    try (RunSinks sinks =
        new RunSinks(host, plan.options().output(), plan.config().color(), logFile)) {
      try {
        return new OneShot(host, plan, sinks, watchdog).run(models, repository).exitCode().code();
      } catch (VibeException e) {
        RunResult result = OneShot.endedEarly(e.exitCode(), e.problem(), plan.sessionId());
        watchdog.endEarly(() -> sinks.endedEarly(result));
        return result.exitCode().code();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return ExitCode.INTERRUPTED.code();
      }
    }
  }

  private int endedEarly(RunOptions.Output output, ExitCode exitCode, Problem problem) {
    try (Watchdog watchdog = Watchdog.over(host, output)) {
      return endedEarly(watchdog, output, exitCode, problem);
    }
  }

  private int endedEarly(
      Watchdog watchdog, RunOptions.Output output, ExitCode exitCode, Problem problem) {
    try (RunSinks sinks = new RunSinks(host, output, ColorChoice.AUTO, "")) {
      watchdog.endEarly(() -> sinks.endedEarly(OneShot.endedEarly(exitCode, problem, "")));
    }
    return exitCode.code();
  }

  /** Without it, what libraries log would go to standard error. */
  private void startUsualLog() {
    Path usual = host.paths().stateDir().resolve("log").resolve("vibe.log");
    LogFile.install(usual, Level.WARNING, host.process().secrets());
  }

  private void startLog(RunOptions.Output output) {
    switch (output.log()) {
      case RunOptions.Target.Nowhere() -> startUsualLog();
      case RunOptions.Target.ToFile(Path file) ->
          LogFile.install(host.directory().resolve(file), Level.FINE, host.process().secrets());
    }
  }

  private int failed(ExitCode exitCode, List<Problem> problems) {
    problems.forEach(this::tell);
    return exitCode.code();
  }

  private void tell(Problem problem) {
    host.err().println(ControlChars.neutralise(host.process().secrets().redact(problem.render())));
  }
}
