package dev.vibe.app.command;

import dev.vibe.app.assembly.Preparation;
import dev.vibe.app.assembly.Preparation.Prepared;
import dev.vibe.app.assembly.SessionAssembly;
import dev.vibe.app.assembly.SessionPlan;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.app.run.OneShot;
import dev.vibe.app.run.OutputFolder;
import dev.vibe.app.run.RunSinks;
import dev.vibe.app.run.RunTimeout;
import dev.vibe.app.run.Watchdog;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.VibeException;
import dev.vibe.text.ColorChoice;
import dev.vibe.workspace.Workspace;
import java.util.List;
import java.util.Optional;

/**
 * Run of a command in which an agent works: prepared as a one-shot run is, with its result record
 * and its limits, whatever it then does.
 */
final class PreparedRun {

  private final HostEnvironment host;

  /** What is done once all is ready. */
  @FunctionalInterface
  interface Body {

    /**
     * Does it and shows what came of it.
     *
     * @return the exit code
     */
    int run(SessionPlan plan, RunSinks sinks, Watchdog watchdog) throws InterruptedException;
  }

  /** Opener of the run, once its folder is known. */
  @FunctionalInterface
  interface Opening {
    Opened open(Workspace workspace);
  }

  /** A run that can begin, or what stands against it. */
  record Opened(Prepared prepared, Body body) {}

  PreparedRun(HostEnvironment host) {
    this.host = host;
  }

  /** The exit code; the result was shown when this returns. */
  int run(RunOptions given, Watchdog watchdog, Opening opening) {
    Optional<Thread> early =
        RunTimeout.wanted(given).map(limit -> RunTimeout.start(limit, host.stop()));
    try {
      OutputFolder.prepare(host, given.output());
      Workspace workspace = new Preparation(host).workspace(given.where());
      Opened opened = opening.open(workspace);
      return switch (opened.prepared()) {
        case Prepared.Ready(SessionPlan plan) -> {
          early.ifPresent(Thread::interrupt);
          yield run(plan, watchdog, opened.body());
        }
        case Prepared.Misconfigured(List<Problem> problems) ->
            endedEarly(watchdog, given.output(), ExitCode.USAGE, problems.getFirst());
      };
    } catch (VibeException e) {
      return endedEarly(watchdog, given.output(), e.exitCode(), e.problem());
    }
  }

  private int run(SessionPlan plan, Watchdog watchdog, Body body) {
    RunTimeout.start(plan.config().limits().timeout(), host.stop());
    String logFile = SessionAssembly.sessions(host).resolve(plan.sessionId()).toString();
    try (RunSinks sinks =
        new RunSinks(host, plan.options().output(), plan.config().color(), logFile)) {
      try {
        return body.run(plan, sinks, watchdog);
      } catch (VibeException e) {
        watchdog.endEarly(
            () ->
                sinks.endedEarly(OneShot.endedEarly(e.exitCode(), e.problem(), plan.sessionId())));
        return e.exitCode().code();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return ExitCode.INTERRUPTED.code();
      }
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
