package dev.vibe.app;

import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.app.log.FileLoggers;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.VibeException;
import dev.vibe.text.ControlChars;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.event.Level;

/** Frame of a command: its log, and what a failure says and exits with. */
final class CommandFrame {

  private final HostEnvironment host;

  CommandFrame(HostEnvironment host) {
    this.host = host;
  }

  int logged(Work work) {
    startUsualLog();
    return attempted(work);
  }

  int attempted(Work work) {
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
  interface Work {
    int run() throws InterruptedException;
  }

  /** Without it, what libraries log would go to standard error. */
  void startUsualLog() {
    Path usual = host.paths().stateDir().resolve("log").resolve("vibe.log");
    FileLoggers.writeTo(usual, Level.WARN, host.process().secrets());
  }

  void startLog(RunOptions.Output output) {
    switch (output.log()) {
      case RunOptions.Target.Nowhere() -> startUsualLog();
      case RunOptions.Target.ToFile(Path file) ->
          FileLoggers.writeTo(
              host.directory().resolve(file), Level.DEBUG, host.process().secrets());
    }
  }

  int failed(ExitCode exitCode, List<Problem> problems) {
    problems.forEach(this::tell);
    return exitCode.code();
  }

  void tell(Problem problem) {
    host.err().println(ControlChars.neutralise(host.process().secrets().redact(problem.render())));
  }
}
