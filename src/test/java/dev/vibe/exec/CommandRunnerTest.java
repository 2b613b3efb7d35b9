package dev.vibe.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.exec.ProcessResult.Ending;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CommandRunnerTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration AT_ONCE = Duration.ofSeconds(2);

  @TempDir Path work;
  @TempDir Path state;
  CommandRunner runner;

  @BeforeEach
  void start() {
    runner = runner(Map.of("PATH", "/usr/local/bin:/usr/bin:/bin", "HOME", work.toString()));
  }

  @AfterEach
  void stop() {
    runner.close();
  }

  private CommandRunner runner(Map<String, String> environment) {
    return new CommandRunner(
        source(environment),
        state.resolve("commands"),
        Launcher.unconfined(),
        OwnProcess.unguarded());
  }

  private ChildEnvironment.Source source(Map<String, String> environment) {
    return new ChildEnvironment.Source(
        environment, List.of(work), Set.of(), Set.of("k3y-of-m0del"));
  }

  private ProcessResult run(String command) {
    return run(command, LONG);
  }

  private ProcessResult run(String command, Duration limit) {
    return runner.run(CommandRequest.foreground(command, work, limit));
  }

  /** Runs a command that prints its begin, with ever more time until it got that far. */
  private ProcessResult runBeyondItsTime(String command) {
    Duration limit = SHORT;
    ProcessResult result = run(command, limit);
    while (result.output().head().isEmpty() && limit.compareTo(LONG) < 0) {
      limit = limit.multipliedBy(2);
      result = run(command, limit);
    }
    assertEquals(Ending.TIMED_OUT, result.ending());
    return result;
  }

  private static long firstNumber(ProcessResult result) {
    return Long.parseLong(result.output().head().lines().findFirst().orElseThrow().strip());
  }

  private static void assertEnds(long pid) throws Exception {
    Optional<CompletableFuture<ProcessHandle>> end =
        ProcessHandle.of(pid).map(ProcessHandle::onExit);
    if (end.isPresent()) {
      end.get().get(LONG.toSeconds(), TimeUnit.SECONDS);
    }
    assertFalse(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
  }

  @Test
  void a_command_longer_than_an_argument_may_be_runs() {
    ProcessResult result = run("cat <<'E' | wc -c\n" + "x".repeat(400_000) + "\nE\nexit 3");

    assertEquals("400001", result.output().head().strip());
    assertEquals(3, result.exitCode());
  }

  @Test
  void output_and_exit_code_are_reported() {
    ProcessResult result = run("echo hello; pwd; exit 3");
    assertEquals(Ending.EXITED, result.ending());
    assertEquals(3, result.exitCode());
    assertEquals("hello\n" + work + "\n", result.output().head());
    assertEquals(List.of(), result.leftBehind());
    assertEquals("", result.output().spilledTo());
  }

  @Test
  void both_streams_come_in_order_of_arrival() {
    assertEquals("a\nb\nc\n", run("echo a; echo b >&2; echo c").output().head());
    assertEquals("a\nb\nc\n", run("echo a; echo b >/dev/stderr; echo c").output().head());
  }

  @Test
  void there_is_nothing_to_read_and_no_terminal() {
    ProcessResult result =
        run("read x; echo $?; test -t 1; echo $?; (: </dev/tty) 2>/dev/null; echo $?");
    assertEquals("1\n1\n1\n", result.output().head());
  }

  @Test
  void many_commands_in_a_row_have_their_own_output() {
    for (int i = 0; i < 20; i++) {
      assertEquals(i + "\n", run("echo " + i).output().head());
    }
  }

  @Test
  void a_signal_shows_in_the_exit_code() {
    assertEquals(137, run("kill -KILL $$").exitCode());
  }

  @Test
  void broken_utf8_and_escape_sequences_become_text() {
    assertEquals(
        "caf\uFFFD € red\n",
        run("printf 'caf\\351 \\342\\202\\254 \\033[31mred\\033[0m\\a\\n'").output().head());
  }

  @Test
  void the_time_limit_ends_a_command_that_obeys_at_once() throws Exception {
    String obeys = "trap 'echo obeys; exit' TERM; echo $$; sleep 1000";
    ProcessResult result = runBeyondItsTime(obeys);
    // One that is not waited for ends at once; a busy machine may need some tries to show it.
    for (int i = 0; i < 10 && result.took().compareTo(AT_ONCE) >= 0; i++) {
      result = runBeyondItsTime(obeys);
    }
    assertTrue(result.took().compareTo(AT_ONCE) < 0, result.took().toString());
    assertTrue(result.output().head().endsWith("\nobeys\n"), result.output().head());
    assertEnds(firstNumber(result));
  }

  @Test
  void the_time_limit_ends_a_child_that_ignores_the_signal() throws Exception {
    ProcessResult result =
        runBeyondItsTime("(trap '' TERM; echo $BASHPID; sleep 1000; sleep 1000)");
    assertEnds(firstNumber(result));
  }

  @Test
  void the_time_limit_ends_a_process_that_left_the_group() throws Exception {
    ProcessResult result =
        runBeyondItsTime("setsid sleep 1000 >/dev/null 2>&1 & echo $!; disown; sleep 1000");
    assertEnds(firstNumber(result));
  }

  @Test
  void a_child_that_holds_the_output_does_not_hold_the_call() throws Exception {
    ProcessResult result = run("sleep 300 & echo $!");
    assertEquals(Ending.EXITED, result.ending());
    assertEquals(0, result.exitCode());
    long pid = firstNumber(result);
    assertEquals(List.of(pid + " sleep"), result.leftBehind());
    assertTrue(result.took().compareTo(LONG) < 0, result.took().toString());
    assertTrue(ProcessHandle.of(pid).isPresent());
    runner.close();
    assertEnds(pid);
  }

  @Test
  void a_silent_daemon_is_named_and_ends_with_the_session() throws Exception {
    ProcessResult result =
        run(
            "mkfifo ready; setsid sh -c 'echo >ready; sleep 300; :' >/dev/null 2>&1 & echo $!;"
                + " read -r x <ready");
    long pid = firstNumber(result);
    assertTrue(
        result.leftBehind().stream().anyMatch(left -> left.startsWith(pid + " ")),
        result.leftBehind().toString());
    runner.close();
    assertEnds(pid);
  }

  @Test
  void what_is_left_behind_can_go_on_writing() throws Exception {
    try (ServerSocket gate = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ProcessResult result =
          run(
              "(exec 3<>/dev/tcp/127.0.0.1/"
                  + gate.getLocalPort()
                  + "; read -r word <&3; echo late $word) & echo early");
      assertEquals(1, result.leftBehind().size());
      assertEquals("early\n", result.output().head());
      String left = result.leftBehind().getFirst();
      long pid = Long.parseLong(left.substring(0, left.indexOf(' ')));
      try (Socket socket = gate.accept()) {
        socket.getOutputStream().write("word\n".getBytes(StandardCharsets.UTF_8));
        assertEnds(pid);
      }
      runner.close();
      assertEquals("early\nlate word\n", Files.readString(Path.of(result.output().spilledTo())));
    }
  }

  @Test
  void an_interrupt_ends_the_command_and_keeps_what_there_was() throws Exception {
    try (ServerSocket started = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String command =
          "echo $$; exec 3<>/dev/tcp/127.0.0.1/" + started.getLocalPort() + "; exec sleep 1000";
      FutureTask<ProcessResult> task =
          new FutureTask<>(
              () -> {
                ProcessResult result = run(command);
                assertTrue(Thread.interrupted());
                return result;
              });
      Thread thread = Thread.ofVirtual().start(task);
      started.accept().close();
      thread.interrupt();
      ProcessResult result = task.get(LONG.toSeconds(), TimeUnit.SECONDS);
      assertEquals(Ending.INTERRUPTED, result.ending());
      assertEnds(firstNumber(result));
    }
  }

  @Test
  void an_interrupt_before_the_start_counts() {
    Thread.currentThread().interrupt();
    ProcessResult result = run("sleep 1000");
    assertTrue(Thread.interrupted());
    assertEquals(Ending.INTERRUPTED, result.ending());
  }

  @Test
  void a_background_command_returns_at_once_and_ends_with_the_session() throws Exception {
    ProcessResult result = runner.run(CommandRequest.background("echo up; exec sleep 1000", work));
    assertEquals(Ending.RUNNING, result.ending());
    assertEquals(ProcessResult.NONE, result.exitCode());
    assertEquals("up\n", Files.readString(Path.of(result.output().spilledTo())));
    assertTrue(ProcessHandle.of(result.group()).isPresent());
    runner.close();
    assertEnds(result.group());
  }

  @Test
  void a_background_command_that_fails_at_once_is_told_as_such() {
    ProcessResult result = runner.run(CommandRequest.background("no-such-program-here", work));
    assertEquals(Ending.EXITED, result.ending());
    assertEquals(127, result.exitCode());
    assertTrue(result.output().head().contains("not found"), result.output().head());
  }

  @Test
  void long_output_keeps_its_ends_and_the_whole_in_a_private_file() throws Exception {
    ProcessResult result = run("seq 1 20000");
    ProcessResult.Output output = result.output();
    assertTrue(output.head().startsWith("1\n2\n"));
    assertTrue(output.tail().endsWith("\n20000\n"));
    assertEquals(
        20_000,
        output.head().lines().count() + output.omittedLines() + output.tail().lines().count());
    Path file = Path.of(output.spilledTo());
    String whole =
        IntStream.rangeClosed(1, 20_000).mapToObj(i -> i + "\n").collect(Collectors.joining());
    assertEquals(whole, Files.readString(file));
    assertEquals(whole.length(), output.spilledBytes());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
  }

  @Test
  void parts_of_the_last_pipe_are_told_and_nothing_else_differs() {
    assertEquals(List.of(3, 0), run("(exit 3) | cat").pipeCodes());
    assertEquals(List.of(0, 1, 0), run("cd / && echo a | grep b | cat").pipeCodes());
    assertEquals(List.of(), run("false || echo 'a | b'").pipeCodes());
    assertEquals(List.of(), run("false | cat; echo done").pipeCodes());
    assertEquals(List.of(), run("trap 'echo own' EXIT; false | cat").pipeCodes());
    try (CommandRunner odd =
        new CommandRunner(
            source(Map.of()),
            state.resolve("it's $HOME \"a\\b\" `c`"),
            Launcher.unconfined(),
            OwnProcess.unguarded())) {
      CommandRequest failing = CommandRequest.foreground("false | cat", work, LONG);
      assertEquals(List.of(1, 0), odd.run(failing).pipeCodes());
    }
    ProcessResult cut = run("seq 1 1000000 | head -1");
    assertEquals(0, cut.exitCode());
    assertEquals("1\n", cut.output().head());
    assertEquals(7, run("false | (exit 7)").exitCode());
  }

  @Test
  void endless_output_is_bounded() throws Exception {
    ProcessResult result = runBeyondItsTime("yes");
    int kept = result.output().head().length() + result.output().tail().length();
    assertTrue(kept <= Capture.KEPT_BYTES, "kept " + kept);
    assertTrue(Files.size(Path.of(result.output().spilledTo())) <= Capture.SPILL_BYTES);
  }

  @Test
  void the_file_with_the_whole_output_is_bounded() throws Exception {
    ProcessResult result = run("head -c 70000000 /dev/zero");
    assertEquals(70_000_000, result.output().totalBytes());
    assertEquals(Capture.SPILL_BYTES, result.output().spilledBytes());
    assertEquals(Capture.SPILL_BYTES, Files.size(Path.of(result.output().spilledTo())));
  }

  @Test
  void secrets_of_the_session_do_not_reach_a_command() {
    runner.close();
    runner =
        runner(
            Map.of(
                "PATH", "/usr/bin:/bin",
                "JAVA_HOME", "/opt/java",
                "MISTRAL_API_KEY", "k3y-of-m0del",
                "MY_HOME", "hidden k3y-of-m0del",
                "GITHUB_TOKEN", "abc",
                "BASH_ENV", "/tmp/evil"));
    String seen = run("env").output().head();
    assertFalse(seen.contains("k3y-of-m0del"), seen);
    assertFalse(seen.contains("GITHUB_TOKEN"), seen);
    assertFalse(seen.contains("BASH_ENV"), seen);
    assertTrue(seen.contains("JAVA_HOME=/opt/java"), seen);
    assertTrue(seen.contains("GIT_TERMINAL_PROMPT=0"), seen);
  }

  @Test
  void without_bash_and_setsid_the_descendants_are_ended() throws Exception {
    runner.close();
    Path programs = Files.createDirectory(state.resolve("bin"));
    for (String name : List.of("sh", "sleep")) {
      Files.createSymbolicLink(programs.resolve(name), Path.of("/bin", name));
    }
    runner = runner(Map.of("PATH", programs.toString()));
    ProcessResult result = runBeyondItsTime("sleep 1000 & echo $!; wait");
    assertEnds(firstNumber(result));
  }

  @Test
  void a_missing_folder_is_a_problem_that_names_it() {
    Path gone = work.resolve("gone");
    VibeException thrown =
        assertThrows(
            VibeException.class, () -> runner.run(CommandRequest.foreground("true", gone, LONG)));
    assertEquals(ProblemCode.COMMAND_NOT_STARTED, thrown.problem().code());
    assertTrue(thrown.problem().what().contains(gone.toString()));
  }

  @Test
  void a_launcher_wraps_the_shell() {
    runner.close();
    runner =
        new CommandRunner(
            source(Map.of("PATH", "/usr/bin:/bin")),
            state.resolve("commands"),
            (shell, directory) ->
                Stream.concat(Stream.of("env", "WRAPPED=" + directory), shell.stream()).toList(),
            OwnProcess.unguarded());
    assertEquals(work + "\n", run("echo $WRAPPED").output().head());
  }

  @Test
  void close_leaves_no_pipe_behind() throws Exception {
    run("true");
    runner.close();
    try (var files = Files.list(state.resolve("commands"))) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void groups_die_with_the_guardian_whose_input_ends() throws Exception {
    ProcessSupervisor supervisor = ProcessSupervisor.start(List.of("setsid"), state, "0-none");
    Process watched = leaderOfItsGroup();
    Process forgotten = leaderOfItsGroup();
    supervisor.watch(forgotten.pid());
    supervisor.watch(watched.pid());
    supervisor.forget(forgotten.pid());
    // Its input ends as it does when the session's process is killed.
    supervisor.close();
    assertTrue(watched.waitFor(LONG.toSeconds(), TimeUnit.SECONDS));
    assertTrue(forgotten.isAlive());
    forgotten.destroyForcibly();
  }

  /** Only once it writes is its group there: before that, no signal to the group finds it. */
  private static Process leaderOfItsGroup() throws IOException {
    Process leader =
        new ProcessBuilder("setsid", "sh", "-c", "echo leading; exec sleep 1000").start();
    assertEquals("leading", leader.inputReader().readLine());
    return leader;
  }
}
