package dev.vibe.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process of its own is guarded, and what commands see of it and leave behind is looked at. */
@Timeout(60)
class OwnProcessTest {

  private static final String KEY = "k3y-of-the-m0del-91xQ";
  private static final int LONG = 30_000;
  private static final int SHORT = 300;

  @TempDir Path work;
  private Optional<Process> program = Optional.empty();

  @AfterEach
  void stop() {
    program.ifPresent(Process::destroyForcibly);
  }

  /** The program with its ends. */
  private record Guarded(Process process, Writer orders, BufferedReader answers) {

    /** What it tells of a command, line by line. */
    List<String> run(int milliseconds, String command) throws IOException {
      orders.write(milliseconds + " " + command + "\n");
      orders.flush();
      List<String> lines = new ArrayList<>();
      for (String line = answers.readLine();
          line != null && !line.equals(GuardedProgram.END);
          line = answers.readLine()) {
        if (!line.isEmpty()) {
          lines.add(line);
        }
      }
      return lines;
    }

    void end() throws Exception {
      orders.close();
      assertEquals("closed", answers.readLine());
      assertEquals(0, process.waitFor());
    }
  }

  private Guarded start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            GuardedProgram.class.getName(),
            work.toString(),
            KEY);
    builder
        .environment()
        .putAll(
            Map.of(
                "SOME_API_KEY", KEY, "DEPLOY_TOKEN", "t0ken", "PLAIN", "of " + KEY, "KEPT", "yes"));
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    program = Optional.of(process);
    BufferedReader answers = process.inputReader();
    String state = answers.readLine();
    assertTrue(state.contains("isErased=true"), state);
    assertTrue(state.contains("adopts=true"), state);
    return new Guarded(process, process.outputWriter(), answers);
  }

  private static long pidIn(String line) {
    return Long.parseLong(line.strip());
  }

  private static void assertEnds(long pid) throws Exception {
    Optional<CompletableFuture<ProcessHandle>> end =
        ProcessHandle.of(pid).map(ProcessHandle::onExit);
    if (end.isPresent()) {
      end.get().get(LONG, TimeUnit.MILLISECONDS);
    }
    assertFalse(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
  }

  /** Starts something that has nothing left of the command: no group, descriptor or variable. */
  private static String stray(String what) {
    return "mkfifo up; (setsid env -i sh -c 'echo $$ >up; exec "
        + what
        + "' <&- >&- 2>&- &); read -r pid <up; rm up; echo $pid";
  }

  @Test
  void a_command_reads_no_secret_in_the_environment_of_vibe() throws Exception {
    Guarded guarded = start();
    List<String> seen = guarded.run(LONG, "tr '\\0' '\\n' </proc/$PPID/environ");
    assertTrue(seen.contains("KEPT=yes"), seen.toString());
    assertTrue(seen.contains("SOME_API_KEY="), seen.toString());
    assertTrue(seen.contains("DEPLOY_TOKEN="), seen.toString());
    assertTrue(seen.contains("PLAIN="), seen.toString());
    guarded.end();
  }

  @Test
  void its_memory_belongs_to_the_administrator_and_it_leaves_no_core_file() throws Exception {
    Guarded guarded = start();
    List<String> seen = guarded.run(LONG, "stat -c %u /proc/$PPID/mem /proc/$PPID/environ");
    assertEquals(List.of("0", "0", "left []"), seen);
    guarded.end();
  }

  @Test
  void what_wiped_all_its_marks_is_named_and_ends_with_the_session() throws Exception {
    Guarded guarded = start();
    List<String> seen = guarded.run(LONG, stray("sleep 1000"));
    long pid = pidIn(seen.getFirst());
    assertEquals("left [" + pid + " sleep]", seen.getLast());
    assertTrue(ProcessHandle.of(pid).isPresent());
    assertEquals(List.of("another", "left []"), guarded.run(LONG, "echo another"));
    assertTrue(ProcessHandle.of(pid).isPresent(), "ended with another command");
    guarded.end();
    assertEnds(pid);
  }

  @Test
  void the_time_limit_ends_what_wiped_all_its_marks_and_what_is_below_it() throws Exception {
    Guarded guarded = start();
    String below = "sh -c \"setsid sleep 1000 & echo \\$! >below; exec sleep 1000\"";
    List<String> seen = guarded.run(SHORT, stray(below) + "; sleep 1000");
    // A busy machine may need more time until the first line is there.
    for (int limit = SHORT; seen.size() < 2 && limit < LONG; limit *= 2) {
      guarded.run(LONG, "rm -f up below");
      seen = guarded.run(limit, stray(below) + "; sleep 1000");
    }
    assertEquals("ended, left []", seen.getLast());
    assertEnds(pidIn(seen.getFirst()));
    List<String> other = guarded.run(LONG, "cat below");
    assertEnds(pidIn(other.getFirst()));
    guarded.end();
  }

  @Test
  void what_came_to_vibe_and_ended_does_not_stay_as_a_zombie() throws Exception {
    Guarded guarded = start();
    String zombies = "grep -h '^State:.Z' $(grep -l \"^PPid:.$PPID$\" /proc/[0-9]*/status)";
    guarded.run(LONG, stray("true"));
    // What was never seen alive is looked at twice, a second apart.
    List<String> seen =
        guarded.run(LONG, "n=0; while " + zombies + "; do sleep 0.1; done; echo none");
    assertEquals("none", seen.get(seen.size() - 2), seen.toString());
    guarded.end();
  }

  @Test
  void a_killed_vibe_takes_along_what_wiped_all_its_marks() throws Exception {
    Guarded guarded = start();
    long pid = pidIn(guarded.run(LONG, stray("sleep 1000")).getFirst());
    guarded.process().destroyForcibly().waitFor();
    assertEnds(pid);
  }

  @Test
  void exit_codes_of_the_commands_themselves_are_not_lost() throws Exception {
    Guarded guarded = start();
    for (int i = 0; i < 30; i++) {
      // The orphan may be about to end, and is named then.
      String told = guarded.run(LONG, "(:&); exit " + (i + 1)).getLast();
      assertTrue(told.startsWith("exit code " + (i + 1) + ", left "), told);
    }
    guarded.end();
  }
}
