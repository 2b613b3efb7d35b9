package dev.vibe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.e2e.Script.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines as real ones are: no home, no room, nobody who reads, something that hangs. */
class OddMachinesIT {

  /** Where nobody can make a folder, not even root. */
  private static final String NOWHERE = "/proc/no-home";

  @TempDir Path scratch;

  private Stage working() {
    return Stage.in(
        scratch,
        Script.vllm()
            .calls(Call.write("made.txt", "x\n"), Call.run("echo y > other.txt"))
            .says("Done."));
  }

  @Test
  void without_a_home_everything_works_and_that_is_said_once() throws IOException {
    try (Stage stage = working()) {
      Path temporary = Files.createDirectory(scratch.resolve("tmp"));
      Launcher homeless =
          stage
              .launcher()
              .with("HOME", NOWHERE)
              .with("VIBE_HOME", NOWHERE + "/vibe")
              .with("TMPDIR", temporary.toString());
      RunningVibe.Ended ended = homeless.run("-p", "do it", "--mode", "auto", "--auto-commit");

      assertEquals(0, ended.exitCode(), ended::stderr);
      assertEquals("x\n", stage.repo().read("made.txt"));
      assertEquals("y\n", stage.repo().read("other.txt"));
      assertEquals(List.of(), stage.repo().status());
      assertEquals(2, ended.stderr().split("\\[state-elsewhere\\]", -1).length, ended::stderr);
      assertTrue(ended.stderr().contains(temporary + "/vibe-"), ended::stderr);

      RunningVibe.Ended undone = homeless.run("undo", "--yes");
      assertEquals(0, undone.exitCode(), undone::stderr);
      assertFalse(Files.exists(stage.repo().root().resolve("made.txt")));
    }
  }

  @Test
  void user_without_any_home_leaves_no_folder_of_that_name() {
    try (Stage stage = working()) {
      RunningVibe.Ended ended =
          stage
              .launcher()
              .with("HOME", "")
              .with("VIBE_HOME", "")
              .with("XDG_STATE_HOME", scratch.resolve("state").toString())
              .with("VIBE_JAVA_OPTS", "-Duser.home=?") // as Java has it without an entry
              .run("-p", "do it", "--mode", "auto");

      assertEquals(0, ended.exitCode(), ended::stderr);
      assertEquals(List.of("?? made.txt", "?? other.txt"), stage.repo().status());
    }
  }

  @Test
  void output_that_cannot_be_written_is_a_failure_in_every_form() {
    for (String form : List.of("text", "json", "stream-json")) {
      try (Stage stage = Stage.in(scratch.resolve(form), Script.vllm().says("Done."))) {
        assertUnwritten(toFullDisk(stage.launcher(), "-p", "hi", "--output", form));
      }
    }
    Launcher launcher = Launcher.in(scratch);
    assertUnwritten(toFullDisk(launcher, "--help"));
    assertUnwritten(toFullDisk(launcher, "undo", "--help"));
    assertUnwritten(toFullDisk(launcher, "completion", "bash"));
    assertUnwritten(toFullDisk(launcher, "config", "path"));
  }

  private static RunningVibe.Ended toFullDisk(Launcher launcher, String... arguments) {
    return launcher.startInto(Path.of("/dev/full"), arguments).await();
  }

  private static void assertUnwritten(RunningVibe.Ended ended) {
    assertEquals(1, ended.exitCode(), ended::stderr);
    List<String> told =
        ended.stderr().lines().filter(line -> line.contains("[output-unwritable]")).toList();
    assertEquals(1, told.size(), ended::stderr);
    assertTrue(told.getFirst().startsWith("vibe: cannot write to standard output"), told::getFirst);
  }

  /** Opening a pipe that nobody writes to blocks in the kernel, where no interrupt reaches. */
  @Test
  void what_blocks_in_the_kernel_is_cut_off_within_a_second_with_a_record() throws Exception {
    try (Stage stage =
        Stage.in(scratch, Script.vllm().calls(Call.write("made.txt", "x\n")).says("Done."))) {
      Path patch = stage.repo().root().resolve("patch");
      assertEquals(0, new ProcessBuilder("mkfifo", patch.toString()).start().waitFor());
      RunningVibe vibe =
          stage
              .launcher()
              .start(
                  "-p",
                  "do it",
                  "--mode",
                  "auto",
                  "--output",
                  "stream-json",
                  "--patch-out",
                  patch.toString());
      vibe.awaitStdout("\"text\":\"Done.\"");
      long asked = System.nanoTime();
      vibe.signal("TERM");
      RunningVibe.Ended ended = vibe.await();
      Duration took = Duration.ofNanos(System.nanoTime() - asked);

      Stage.Outcome record = Stage.Outcome.ofLast(ended).endedWith(143, "interrupted");
      assertEquals(List.of("made.txt"), record.list("changed_files"));
      assertTrue(took.compareTo(Duration.ofSeconds(5)) < 0, took::toString); // on a busy machine
    }
  }
}
