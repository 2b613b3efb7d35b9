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
import dev.vibe.app.command.ConfigInit;
import dev.vibe.app.command.Demo;
import dev.vibe.app.command.HealCommand;
import dev.vibe.app.command.ReviewCommand;
import dev.vibe.app.editor.EditorAgent;
import dev.vibe.app.editor.EditorOptions;
import dev.vibe.app.editor.EditorServer;
import dev.vibe.app.host.BackgroundTask;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.app.interactive.Interactive;
import dev.vibe.app.run.OneShot;
import dev.vibe.app.run.OutputFolder;
import dev.vibe.app.run.RunSinks;
import dev.vibe.app.run.RunTimeout;
import dev.vibe.app.run.Watchdog;
import dev.vibe.config.FlagValue;
import dev.vibe.context.Fragment;
import dev.vibe.event.Detail;
import dev.vibe.event.RunResult;
import dev.vibe.headless.JsonOutput;
import dev.vibe.net.Http;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.provider.ChatModel;
import dev.vibe.text.ColorChoice;
import dev.vibe.workspace.Workspace;
import java.util.List;
import java.util.Optional;

/**
 * Entry point of the commands, once the command line is read: those in which an agent works, and
 * the way to the others. Each method gives the exit code.
 */
public final class App {

  private final HostEnvironment host;
  private final Preparation preparation;
  private final CommandFrame frame;

  public App(HostEnvironment host) {
    this.host = host;
    this.preparation = new Preparation(host);
    this.frame = new CommandFrame(host);
  }

  /** The commands in which no agent works. */
  public Utilities utilities() {
    return new Utilities(host, preparation, frame);
  }

  /** The same where nobody sees what it does. */
  public App muted() {
    return new App(host.muted());
  }

  /** A command that is a class of its own. */
  public int command(Handler handler) {
    return frame.logged(() -> handler.run(host).code());
  }

  /** Handler of a command, given all that comes from outside. */
  @FunctionalInterface
  public interface Handler {
    ExitCode run(HostEnvironment host) throws InterruptedException;
  }

  /** {@code vibe -p}: does the task, shows the result. */
  public int run(RunOptions options) {
    Thread.ofPlatform().daemon().name("preload").start(Http::preload);
    return run(options, new TaskModels(host));
  }

  /** {@code vibe}: a session at the terminal. */
  public int interactive(RunOptions given, Interactive.Style style) {
    frame.startLog(given.output());
    if (!host.tty().input() || !host.tty().output()) {
      return usage(noTerminal(given.prompt()), given.output().format());
    }
    try (Watchdog _ = Watchdog.over(host, given.output());
        RunWorktree own = RunWorktree.enter(host, () -> preparation.folder(given.where()), given)) {
      Workspace workspace = preparation.workspace(own.options().where());
      return switch (preparation.asking(own.options(), workspace)) {
        case Prepared.Ready(SessionPlan plan) -> {
          Interactive.Ended ended = new Interactive(host, plan).run(style);
          yield ended.wantsSetUp() ? setUp(given, style) : ended.exitCode().code();
        }
        case Prepared.Misconfigured(List<Problem> problems) ->
            frame.failed(ExitCode.USAGE, problems);
      };
    } catch (VibeException e) {
      return frame.failed(e.exitCode(), List.of(e.problem()));
    }
  }

  /** The session begins anew with what was set up. */
  private int setUp(RunOptions given, Interactive.Style style) {
    ExitCode written = new ConfigInit(host).run();
    return written == ExitCode.DONE ? interactive(given, style) : written.code();
  }

  private static Problem noTerminal(RunOptions.Prompt prompt) {
    return prompt instanceof RunOptions.Prompt.TextOnly(String text) && !text.isEmpty()
        ? new Problem(
            ProblemCode.USAGE,
            "a prompt needs -p where input or output is no terminal",
            "",
            "vibe -p \"" + text.replace("\"", "\\\"") + "\"")
        : new Problem(
            ProblemCode.USAGE,
            "nothing to do: there is no prompt",
            "",
            "vibe -p \"what to do\"   or   vibe demo   or   vibe --help");
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
      return frame.failed(e.exitCode(), List.of(e.problem()));
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

  /** {@code vibe heal} and {@code vibe it}: a command that fails is made to pass. */
  public int heal(HealCommand.Options options) {
    frame.startLog(options.run().output());
    return new HealCommand(host, preparation).run(options);
  }

  /** {@code vibe review}: findings about a change. */
  public int review(ReviewCommand.Options options) {
    frame.startLog(options.run().output());
    return new ReviewCommand(host, preparation).run(options);
  }

  /** {@code vibe acp}: serves an editor. */
  public int acp(EditorOptions options) {
    return frame.logged(() -> new EditorAgent(host, options).run().code());
  }

  /** {@code vibe lsp}: serves an editor. */
  public int lsp(EditorOptions options) {
    return frame.logged(() -> new EditorServer(host, options).run().code());
  }

  /** A usage error that parsing the command line found; JSON gets its record for that, too. */
  public int usage(Problem problem, RunOptions.Format format) {
    return switch (format) {
      case TEXT -> frame.failed(ExitCode.USAGE, List.of(problem));
      case JSON, STREAM_JSON -> {
        new JsonOutput(JsonOutput.Form.RESULT, host.out(), host.err(), Detail.NORMAL)
            .result(OneShot.endedEarly(ExitCode.USAGE, problem, ""));
        yield ExitCode.USAGE.code();
      }
    };
  }

  private int run(RunOptions given, ModelSource models) {
    frame.startLog(given.output());
    try (Watchdog watchdog = Watchdog.over(host, given.output())) {
      return run(given, models, watchdog);
    }
  }

  private int run(RunOptions given, ModelSource models, Watchdog watchdog) {
    Optional<Thread> early =
        RunTimeout.wanted(given).map(limit -> RunTimeout.start(limit, host.stop()));
    try {
      OutputFolder.prepare(host, given.output());
      try (RunWorktree own =
          RunWorktree.enter(host, () -> preparation.folder(given.where()), given)) {
        Workspace workspace = preparation.workspace(own.options().where());
        BackgroundTask<Fragment> repository = SessionAssembly.lookAtRepository(host, workspace);
        return switch (preparation.unasked(own.options(), workspace)) {
          case Prepared.Ready(SessionPlan plan) -> {
            early.ifPresent(Thread::interrupt);
            yield run(plan, models, repository, watchdog);
          }
          case Prepared.Misconfigured(List<Problem> problems) -> {
            problems.stream().skip(1).forEach(frame::tell);
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
}
