package dev.vibe.tool.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.effect.Effect;
import dev.vibe.exec.ChildEnvironment;
import dev.vibe.exec.CommandRunner;
import dev.vibe.exec.Launcher;
import dev.vibe.exec.OwnProcess;
import dev.vibe.problem.ProblemCode;
import dev.vibe.tool.Invocation;
import dev.vibe.tool.Prepared;
import dev.vibe.tool.Refusal;
import dev.vibe.tool.ToolContext;
import dev.vibe.tool.ToolOutput;
import dev.vibe.workspace.Workspace;
import dev.vibe.workspace.change.EditBatch;
import dev.vibe.workspace.change.SeenVersions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BashToolTest {

  @TempDir Path work;
  @TempDir Path state;
  CommandRunner runner;

  @BeforeEach
  void start() {
    runner =
        new CommandRunner(
            new ChildEnvironment.Source(
                Map.of("PATH", "/usr/bin:/bin"), List.of(work), Set.of(), Set.of()),
            state,
            Launcher.unconfined(),
            OwnProcess.unguarded());
  }

  @AfterEach
  void stop() {
    runner.close();
  }

  private Prepared prepare(BashTool.Input input) {
    return new BashTool(runner, work, Map::of, snapshot -> {})
        .prepare(
            input,
            new ToolContext(new EditBatch(new Workspace(work, List.of()), new SeenVersions())));
  }

  private ToolOutput run(String command, int timeoutS, String... background)
      throws InterruptedException {
    Prepared prepared = prepare(new BashTool.Input(command, timeoutS, background.length > 0, 0));
    return assertInstanceOf(Invocation.Acting.class, prepared).body().run();
  }

  @Test
  void preparing_says_what_would_run_and_runs_nothing() {
    Invocation.Acting acting =
        assertInstanceOf(
            Invocation.Acting.class, prepare(new BashTool.Input("touch made\necho", 0, false, 0)));
    assertEquals("run touch made …", acting.title());
    assertEquals(List.of(new Effect.Run("touch made\necho", work.toString())), acting.effects());
    assertTrue(Files.notExists(work.resolve("made")));
  }

  private List<String> details(int timeoutS, boolean background) {
    Prepared prepared = prepare(new BashTool.Input("true", timeoutS, background, 0));
    return assertInstanceOf(Invocation.Acting.class, prepared).details();
  }

  @Test
  void what_the_command_does_not_tell_is_in_the_details() {
    assertEquals(List.of(), details(0, false));
    assertEquals(List.of("time limit: 500 s"), details(500, false));
    assertEquals(List.of("time limit: 600 s"), details(9_000, false));
    assertEquals(
        List.of("in the background: goes on until the session ends, without a time limit"),
        details(0, true));
  }

  @Test
  void a_long_command_has_a_short_title() {
    Invocation.Acting acting =
        assertInstanceOf(
            Invocation.Acting.class,
            prepare(new BashTool.Input("echo " + "😀".repeat(200), 0, false, 0)));
    assertEquals("run echo " + "😀".repeat(95) + " …", acting.title());
  }

  @Test
  void the_exit_code_comes_first_and_is_no_failure_of_the_tool() throws Exception {
    ToolOutput output = run("echo hello; exit 3", 0);
    assertEquals(Outcome.OK, output.outcome());
    assertEquals("exit code 3\nhello", output.text());
  }

  @Test
  void a_part_of_a_pipe_that_failed_is_named() throws Exception {
    ToolOutput red = run("sh -c 'echo red; exit 2' | tail -1", 0);
    assertEquals(
        "exit code 0, but in the pipe failed \"sh -c echo red; exit 2\" with 2\nred", red.text());
    assertEquals(List.of(new ToolFact.EndedBadly(2)), red.facts());
    for (String well :
        List.of(
            "echo a | grep b | wc -l", "seq 1 100000 | head -1", "true | cat", "false | cat; :")) {
      ToolOutput output = run(well, 0);
      assertTrue(output.text().startsWith("exit code 0\n") || output.text().equals("exit code 0"));
      assertEquals(List.of(), output.facts(), well);
    }
  }

  @Test
  void in_a_small_window_the_output_is_smaller_and_keeps_its_end() throws Exception {
    Prepared prepared =
        new BashTool(runner, work, Map::of, snapshot -> {})
            .prepare(
                new BashTool.Input("seq 1 3000; echo 3 failed", 0, false, 0),
                new ToolContext(
                    new EditBatch(new Workspace(work, List.of()), new SeenVersions()),
                    Set.of(),
                    2_000));
    String text = assertInstanceOf(Invocation.Acting.class, prepared).body().run().text();
    assertTrue(text.length() < 2_500, text);
    assertTrue(text.startsWith("exit code 0\n1\n2\n"), text);
    assertTrue(text.contains(" lines left out; the whole is in "), text);
    assertTrue(text.endsWith("\n3000\n3 failed"), text);
  }

  @Test
  void silence_is_said() throws Exception {
    assertEquals("exit code 0", run("true", 0).text());
    assertEquals("exit code 137, ended by signal KILL", run("kill -KILL $$", 0).text());
  }

  @Test
  void long_output_says_what_is_left_out_and_where_it_is() throws Exception {
    String text = run("seq 1 20000", 0).text();
    Path whole = state.resolve("command-1.log");
    assertTrue(
        text.matches(
            "(?s)exit code 0\n1\n2\n.*\n… [\\d,]+ lines left out; the whole is in "
                + whole
                + ", for read_file or grep …\n\\d+\n.*\n20000"),
        text.substring(0, 200));
    assertTrue(Files.exists(whole));
  }

  @Test
  void the_time_limit_is_a_failure_that_says_how_to_go_on() throws Exception {
    int seconds = 1;
    ToolOutput output = run("echo begun; sleep 1000", seconds);
    while (!output.text().contains("begun") && seconds < 30) {
      seconds *= 2;
      output = run("echo begun; sleep 1000", seconds);
    }
    assertEquals(Outcome.FAILED, output.outcome());
    String start = "stopped at the time limit of " + seconds + " s";
    assertTrue(output.text().startsWith(start), output.text());
    assertTrue(output.text().endsWith("\nbegun"), output.text());
  }

  @Test
  void an_interrupt_is_reported_with_what_there_is() throws Exception {
    Thread.currentThread().interrupt();
    ToolOutput output = run("sleep 1000", 0);
    assertTrue(Thread.interrupted());
    assertEquals(Outcome.INTERRUPTED, output.outcome());
    assertTrue(output.text().startsWith("interrupted after "), output.text());
  }

  @Test
  void a_background_command_says_where_its_output_is_and_how_to_stop_it() throws Exception {
    ToolOutput output = run("echo up; exec sleep 1000", 0, "background");
    assertEquals(Outcome.OK, output.outcome());
    assertTrue(
        output
            .text()
            .matches(
                "job 1 runs in the background; output goes to "
                    + state.resolve("command-1.log")
                    + "\nup"),
        output.text());
  }

  @Test
  void what_lives_on_is_named() throws Exception {
    String text = run("sleep 300 & echo done", 0).text();
    assertTrue(text.contains("\nstill running until the session ends: "), text);
    assertTrue(text.contains(" sleep; output goes on to "), text);
    assertTrue(text.endsWith("\ndone"), text);
  }

  @Test
  void commands_that_cannot_run_are_refused() {
    for (String command : List.of("", " ", "echo \0", "x".repeat(1_000_001))) {
      assertInstanceOf(Refusal.class, prepare(new BashTool.Input(command, 0, false, 0)));
    }
  }

  @Test
  void where_the_folder_is_gone_commands_go_on_right_above_and_that_is_told() throws Exception {
    Path sub = work.resolve("a/b");
    ToolContext context =
        new ToolContext(new EditBatch(new Workspace(work, List.of()), new SeenVersions()));
    Prepared prepared =
        new BashTool(runner, sub, Map::of, snapshot -> {})
            .prepare(new BashTool.Input("pwd", 0, false, 0), context);
    Invocation.Acting acting = assertInstanceOf(Invocation.Acting.class, prepared);
    assertEquals(List.of(new Effect.Run("pwd", work.toString())), acting.effects());

    ToolOutput gone = acting.body().run();
    assertEquals(Outcome.OK, gone.outcome());
    assertTrue(
        gone.text()
            .startsWith("the working folder " + sub + " is gone, so this ran in " + work + "; "),
        gone.text());
    assertTrue(gone.text().endsWith("\n" + work.toRealPath()), gone.text());
    Files.createDirectories(sub);
    assertTrue(acting.body().run().text().startsWith("exit code 0"));
  }

  @Test
  void a_machine_that_starts_nothing_is_a_failure_that_says_why() throws Exception {
    Files.delete(state);
    Files.createFile(state);
    ToolOutput output = run("true", 0);
    assertEquals(Outcome.FAILED, output.outcome());
    ToolFact.Hindered hindered =
        assertInstanceOf(ToolFact.Hindered.class, output.facts().getFirst());
    assertEquals("bash", hindered.subject());
    assertEquals(ProblemCode.COMMAND_NOT_STARTED, hindered.problem().code());
    Files.delete(state);
    Files.createDirectory(state);
  }
}
