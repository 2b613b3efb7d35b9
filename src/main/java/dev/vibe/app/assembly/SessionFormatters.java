package dev.vibe.app.assembly;

import dev.vibe.agent.Formatters;
import dev.vibe.exec.CommandRequest;
import dev.vibe.exec.CommandRunner;
import dev.vibe.exec.Launch;
import dev.vibe.exec.OutputText;
import dev.vibe.exec.ProcessResult;
import dev.vibe.exec.shell.ShellWriter;
import dev.vibe.problem.VibeException;
import dev.vibe.text.ControlChars;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Formatters of a session: those of the configuration, run as commands that nobody looked at. */
final class SessionFormatters {

  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final int MOST_OUTPUT = 2_000;

  private SessionFormatters() {}

  static Formatters of(SessionPlan plan, CommandRunner commands) {
    Map<String, List<String>> byGlob = plan.config().formatters();
    return byGlob.isEmpty()
        ? Formatters.NONE
        : new Formatters(
            byGlob,
            (argv, folder) -> {
              String line = argv.stream().map(ShellWriter::quoted).collect(Collectors.joining(" "));
              try {
                ProcessResult result =
                    commands.run(
                        new CommandRequest(line, folder, LONGEST, false, Launch.Reach.UNSEEN));
                boolean isGood =
                    result.ending() == ProcessResult.Ending.EXITED && result.exitCode() == 0;
                return new Formatters.Ran(
                    isGood, ControlChars.neutralise(OutputText.of(result.output(), MOST_OUTPUT)));
              } catch (VibeException e) {
                return new Formatters.Ran(false, e.problem().cause());
              }
            });
  }
}
