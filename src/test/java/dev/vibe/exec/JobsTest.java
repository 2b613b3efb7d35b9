package dev.vibe.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JobsTest {

  @TempDir private Path folder;

  private CommandRunner runner(Launcher launcher) {
    return new CommandRunner(
        new ChildEnvironment.Source(
            Map.of("PATH", System.getenv("PATH"), "HOME", "/"), List.of(), Set.of(), Set.of()),
        folder.resolve("out"),
        launcher,
        OwnProcess.unguarded());
  }

  /** Waits for a file by a command of the same runner. */
  private void await(CommandRunner runner, String file) {
    runner.run(
        CommandRequest.foreground(
            "until [ -e " + file + " ]; do sleep 0.05; done", folder, Duration.ofSeconds(30)));
  }

  private static List<String> newsWhen(Jobs jobs, Predicate<List<String>> enough) {
    List<String> all = new ArrayList<>();
    while (!enough.test(all)) {
      all.addAll(jobs.news());
      Thread.onSpinWait();
    }
    return all;
  }

  @Test
  void a_job_has_a_number_a_file_and_an_end_that_is_told_once() throws Exception {
    try (CommandRunner runner = runner(Launcher.unconfined())) {
      ProcessResult result =
          runner.run(
              CommandRequest.background(
                  "echo up; until [ -e go ]; do sleep 0.1; done; exit 3", folder));
      assertEquals(ProcessResult.Ending.RUNNING, result.ending());
      assertEquals(1, runner.jobs().numberOf(result.group()));
      assertEquals(List.of(), runner.jobs().news());
      assertEquals(Jobs.State.RUNNING, runner.jobs().all().getFirst().state());
      Files.createFile(folder.resolve("go"));
      List<String> news = newsWhen(runner.jobs(), all -> !all.isEmpty());
      assertEquals(1, news.size());
      assertTrue(
          news.getFirst().matches("job 1 \\(echo up; .*\\) ended with exit code 3; output in .*"),
          news.getFirst());
      assertEquals(List.of(), runner.jobs().news());
    }
  }

  @Test
  void an_error_that_a_job_writes_is_told_once() throws Exception {
    try (CommandRunner runner = runner(Launcher.unconfined())) {
      runner.run(
          CommandRequest.background(
              "sleep 0.5; echo '0 errors'; echo fine; echo 'Error: no port'; sleep 100", folder));
      List<String> news = newsWhen(runner.jobs(), all -> !all.isEmpty());
      assertTrue(
          news.getFirst().startsWith("job 1 wrote: Error: no port; output in "), news::toString);
      assertEquals(List.of(), runner.jobs().news());
    }
  }

  @Test
  void a_job_that_is_stopped_ends_with_all_its_processes() {
    try (CommandRunner runner = runner(Launcher.unconfined())) {
      runner.run(
          CommandRequest.background(
              "(trap '' TERM; sleep 100) & echo $! >child; sleep 100", folder));
      await(runner, "child");
      Optional<Jobs.Stopped> stopped = runner.jobs().stop(1);
      assertEquals(List.of(), stopped.orElseThrow().left());
      assertEquals(Jobs.State.STOPPED, stopped.orElseThrow().job().state());
      assertTrue(runner.jobs().stop(2).isEmpty());
      assertTrue(runner.jobs().stop(0).isEmpty());
      assertEquals(List.of(), runner.jobs().news());
    }
  }

  @Test
  void limits_hold_for_what_a_command_starts() {
    Launcher limited =
        new Launcher() {
          @Override
          public List<String> argv(List<String> shell, Path directory) {
            return shell;
          }

          @Override
          public CommandLimits limits(CommandRequest request) {
            return new CommandLimits(4000, 5000, 1, 7);
          }
        };
    try (CommandRunner runner = runner(limited)) {
      ProcessResult result =
          runner.run(
              CommandRequest.foreground(
                  "ulimit -v; ulimit -u; ulimit -f; ulimit -t; head -c 3000000 /dev/zero >big",
                  folder,
                  Duration.ofSeconds(20)));
      assertEquals(
          "4096000\n5000\n1024\n7",
          result.output().head().lines().limit(4).reduce((a, b) -> a + "\n" + b).orElse(""));
      assertTrue(result.exitCode() != 0);
      assertEquals(1024 * 1024, folder.resolve("big").toFile().length());
    }
  }
}
