package dev.vibe.app.run;

import dev.vibe.app.assembly.Preparation;
import dev.vibe.app.assembly.Preparation.Prepared;
import dev.vibe.app.assembly.SessionAssembly;
import dev.vibe.app.assembly.SessionPlan;
import dev.vibe.app.assembly.TaskModels;
import dev.vibe.app.host.BackgroundTask;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.app.host.StopSwitch;
import dev.vibe.context.Fragment;
import dev.vibe.event.EventSink;
import dev.vibe.event.RunResult;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.VibeException;
import dev.vibe.task.Task;
import dev.vibe.task.TaskRunner;
import dev.vibe.workspace.Workspace;
import java.util.List;

/**
 * Runner of a task in this process, in a session of its own, that shows nothing and asks nobody.
 * Several may run at once.
 */
public final class QuietRun implements TaskRunner {

  private final HostEnvironment host;
  private final RunOptions options;
  private final EventSink watcher;

  /**
   * A run like that.
   *
   * @param stop ends it
   * @param options whose prompt counts for nothing
   * @param watcher told of all that happens in it
   */
  public QuietRun(HostEnvironment host, StopSwitch stop, RunOptions options, EventSink watcher) {
    this.host = host.muted().beside(stop);
    this.options = options;
    this.watcher = watcher;
  }

  @Override
  public RunResult run(Task task) throws InterruptedException {
    RunOptions given = options.asking(new RunOptions.Prompt.TextOnly(task.prompt()));
    try {
      OutputFolder.prepare(host, given.output());
      Preparation preparation = new Preparation(host);
      Workspace workspace = preparation.workspace(given.where());
      BackgroundTask<Fragment> repository = SessionAssembly.lookAtRepository(host, workspace);
      return switch (preparation.unasked(given, workspace)) {
        case Prepared.Ready(SessionPlan plan) -> run(plan, repository);
        case Prepared.Misconfigured(List<Problem> problems) ->
            OneShot.endedEarly(ExitCode.USAGE, problems.getFirst(), "");
      };
    } catch (VibeException e) {
      return OneShot.endedEarly(e.exitCode(), e.problem(), "");
    }
  }

  private RunResult run(SessionPlan plan, BackgroundTask<Fragment> repository)
      throws InterruptedException {
    Thread timeout = RunTimeout.start(plan.config().limits().timeout(), host.stop());
    try (Watchdog watchdog = Watchdog.over(host, plan.options().output());
        RunSinks sinks = new RunSinks(host, plan.options().output(), plan.config().color(), "")) {
      sinks.watch(watcher);
      return new OneShot(host, plan, sinks, watchdog).run(new TaskModels(host), repository);
    } catch (VibeException e) {
      return OneShot.endedEarly(e.exitCode(), e.problem(), plan.sessionId());
    } finally {
      timeout.interrupt();
    }
  }
}
