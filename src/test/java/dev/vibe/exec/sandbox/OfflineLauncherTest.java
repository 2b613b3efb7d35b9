package dev.vibe.exec.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.exec.ChildEnvironment;
import dev.vibe.exec.CommandRequest;
import dev.vibe.exec.CommandRunner;
import dev.vibe.exec.Launcher;
import dev.vibe.exec.OwnProcess;
import dev.vibe.exec.ProcessResult;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.testkit.MachineAbility;
import dev.vibe.testkit.Needs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the kernel of the machine allows differs; so all but one test bring programs of theirs. */
@Timeout(60)
class OfflineLauncherTest {

  @TempDir private Path folder;

  private CommandRunner runner(Launcher launcher) {
    Map<String, String> environment = Map.of("PATH", System.getenv("PATH"), "HOME", "/");
    return new CommandRunner(
        new ChildEnvironment.Source(environment, List.of(folder), Set.of(), Set.of()),
        folder.resolve("out"),
        launcher,
        OwnProcess.unguarded());
  }

  private ProcessResult run(CommandRunner runner, String command) {
    return runner.run(CommandRequest.foreground(command, folder, Duration.ofSeconds(20)));
  }

  private static ServerSocket listening() throws IOException {
    return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  private static String connect(ServerSocket to) {
    return "exec 3<>/dev/tcp/127.0.0.1/" + to.getLocalPort();
  }

  /** A program of the name in the folder. */
  private void program(String name, String script) throws IOException {
    Path program = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script);
    assertTrue(program.toFile().setExecutable(true));
  }

  @Test
  @Needs(MachineAbility.NETWORK_NAMESPACES)
  void nothing_that_listens_outside_can_be_reached() throws IOException {
    OfflineLauncher launcher =
        new OfflineLauncher(List.of(Path.of("/usr/bin"), Path.of("/usr/sbin"), Path.of("/sbin")));
    try (ServerSocket listening = listening();
        CommandRunner runner = runner(launcher)) {
      assertTrue(launcher.confinement().contains("without a network"));
      assertEquals(1, run(runner, connect(listening)).exitCode());
      assertEquals(0, run(runner, "test \"$(id -u)\" = \"$(stat -c %u .)\"").exitCode());
    }
  }

  @Test
  void without_a_sandbox_what_listens_is_reached() throws IOException {
    try (ServerSocket listening = listening();
        CommandRunner runner = runner(Launcher.unconfined())) {
      assertEquals(0, run(runner, connect(listening)).exitCode());
    }
  }

  @Test
  void where_nothing_confines_a_command_that_would_connect_is_refused() throws IOException {
    try (ServerSocket listening = listening();
        CommandRunner runner = runner(new OfflineLauncher(List.of(folder)))) {
      assertThrows(VibeException.class, () -> run(runner, connect(listening)));
    }
  }

  @Test
  void what_confines_goes_in_front_of_each_command() throws IOException {
    program(
        "bwrap",
        """
        [ "${6##*/}" = readlink ] && { echo 'net:[1]'; exit; }
        export CONFINED="$1 $2 $3 $4 $5"
        shift 5
        exec "$@"
        """);
    OfflineLauncher launcher = new OfflineLauncher(List.of(folder.resolve("none"), folder));
    assertEquals("bubblewrap", launcher.means());
    assertTrue(launcher.confinement().contains("without a network"));
    assertTrue(launcher.obstacle("curl example.org").isEmpty());
    try (CommandRunner runner = runner(launcher)) {
      assertEquals(
          "--dev-bind / / --unshare-net --\n", run(runner, "echo $CONFINED").output().head());
    }
  }

  @Test
  void a_machine_that_cannot_confine_runs_only_what_certainly_reads() throws IOException {
    Files.writeString(folder.resolve("a.txt"), "here\n");
    OfflineLauncher launcher = new OfflineLauncher(List.of(folder.resolve("no-programs")));
    assertTrue(launcher.isOffline());
    assertEquals("", launcher.means());
    assertEquals("without a sandbox", launcher.confinement());
    try (CommandRunner runner = runner(launcher)) {
      assertEquals("here\n", run(runner, "cat a.txt").output().head());
      VibeException refused =
          assertThrows(VibeException.class, () -> run(runner, "cat a.txt | tee b.txt"));
      assertEquals(ExitCode.REFUSED, refused.exitCode());
      assertEquals(ProblemCode.NOT_OFFLINE, refused.problem().code());
      assertFalse(Files.exists(folder.resolve("b.txt")));
    }
  }

  @Test
  void a_program_that_only_pretends_to_confine_is_not_believed() throws IOException {
    program("bwrap", "shift 5\nexec \"$@\"\n");
    assertEquals("", new OfflineLauncher(List.of(folder)).means());
  }

  @Test
  void where_nothing_confines_only_what_just_reads_is_started() {
    OfflineLauncher launcher = new OfflineLauncher(List.of(folder));
    for (String reading : List.of("ls -la src", "cat a.txt b.txt", " grep -n main a.py ", "pwd")) {
      assertTrue(launcher.obstacle(reading).isEmpty(), reading);
    }
    for (String other :
        List.of(
            "ls; curl x",
            "cat $(x)",
            "cat a > b",
            "curl example.org",
            "git status",
            "./ls",
            "X=1 ls",
            "ls\ncurl x",
            "cat `x`",
            "cat </dev/tcp/a/1",
            "")) {
      assertFalse(launcher.obstacle(other).isEmpty(), other);
    }
  }
}
