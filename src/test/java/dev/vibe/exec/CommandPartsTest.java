package dev.vibe.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.exec.CommandPart.When;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command that a launcher takes apart: one output, one time limit, the result of a shell. */
class CommandPartsTest {

  @TempDir private Path temp;
  private List<CommandPart> parts = List.of();
  private CommandRunner runner;

  @BeforeEach
  void start() {
    Launcher launcher =
        new Launcher() {
          @Override
          public List<String> argv(List<String> shell, Path directory) {
            return shell;
          }

          @Override
          public List<CommandPart> parts(CommandRequest request) {
            return parts;
          }
        };
    runner =
        new CommandRunner(
            new ChildEnvironment.Source(
                Map.of("PATH", "/usr/bin:/bin"), List.of(), Set.of(), Set.of()),
            temp.resolve("commands"),
            launcher,
            OwnProcess.unguarded());
  }

  @AfterEach
  void stop() {
    runner.close();
  }

  private ProcessResult run(CommandPart... wanted) {
    parts = List.of(wanted);
    return runner.run(CommandRequest.foreground("all of it", temp, Duration.ofSeconds(20)));
  }

  private static CommandPart then(String text) {
    return new CommandPart(When.ALWAYS, text);
  }

  private static CommandPart ifDone(String text) {
    return new CommandPart(When.IF_DONE, text);
  }

  @Test
  void what_is_behind_a_failed_part_is_left_out_up_to_the_next_that_runs_always() {
    ProcessResult failed = run(then("echo a; exit 3"), ifDone("echo b"), ifDone("echo c"));
    ProcessResult gone = run(then("exit 3"), ifDone("echo b"), then("echo c"), ifDone("echo d"));

    assertEquals(3, failed.exitCode());
    assertEquals("a\n", failed.output().head());
    assertEquals(0, gone.exitCode());
    assertEquals("c\nd\n", gone.output().head());
  }

  @Test
  void a_long_output_is_one_file() throws IOException {
    ProcessResult result = run(then("seq 3000"), ifDone("seq 3001 6000"));

    assertEquals(6000, Files.readAllLines(Path.of(result.output().spilledTo())).size());
    assertTrue(result.output().head().startsWith("1\n2\n"));
    assertTrue((result.output().head() + result.output().tail()).endsWith("6000\n"));
  }

  @Test
  void all_of_it_has_one_time_limit() {
    parts = List.of(then("echo a"), ifDone("sleep 60"), then("echo c"));

    ProcessResult result =
        runner.run(CommandRequest.foreground("all of it", temp, Duration.ofMillis(700)));

    assertEquals(ProcessResult.Ending.TIMED_OUT, result.ending());
    assertEquals("a\n", result.output().head());
  }

  @Test
  void what_each_left_running_is_named() {
    ProcessResult result = run(then("sleep 30 >/dev/null 2>&1 &"), ifDone("echo b"));

    assertEquals(1, result.leftBehind().size(), result::toString);
    assertEquals("b\n", result.output().head());
  }
}
