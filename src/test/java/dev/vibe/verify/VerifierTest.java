package dev.vibe.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.exec.ChildEnvironment;
import dev.vibe.exec.CommandRunner;
import dev.vibe.exec.Launcher;
import dev.vibe.exec.OwnProcess;
import dev.vibe.git.GitWorkspace;
import dev.vibe.git.Sandbox;
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
class VerifierTest {

  private Sandbox box;
  private GitWorkspace git;
  private CommandRunner runner;

  @BeforeEach
  void make(@TempDir Path temporary, @TempDir Path state) {
    box = new Sandbox(temporary).init();
    box.write("a.txt", "one\n");
    box.write("folder/b.txt", "two\n");
    box.commitAll("start");
    git = box.open();
    runner =
        new CommandRunner(
            new ChildEnvironment.Source(
                Map.of("PATH", "/usr/bin:/bin"), List.of(box.folder()), Set.of(), Set.of()),
            state.resolve("commands"),
            Launcher.unconfined(),
            OwnProcess.unguarded());
  }

  @AfterEach
  void close() {
    runner.close();
    git.close();
  }

  private Verification verify(String command) {
    return new Verifier(runner, git, snapshot -> {}).verify(command);
  }

  @Test
  void a_command_that_ends_well_is_green() {
    Verification made = verify("test -f a.txt && echo fine");
    assertTrue(made.isGreen());
    assertEquals(0, made.exitCode());
    assertEquals("fine", made.output(1_000));
  }

  @Test
  void any_other_end_is_red_and_says_how() {
    Verification made = verify("echo broken; exit 3");
    assertFalse(made.isGreen());
    assertEquals("exit code 3", made.how());
    assertEquals("broken", made.output(1_000));
  }

  @Test
  void the_tree_is_that_of_a_commit_of_all_files() {
    box.write("a.txt", "changed\n");
    box.write("folder/new.sh", "#!/bin/sh\n");
    box.executable("folder/new.sh");
    box.write(".gitignore", "*.log\n");
    box.write("noise.log", "ignored\n");
    String tree = verify("true").tree();
    box.commitAll("all of it");
    assertEquals(box.git("rev-parse", "HEAD^{tree}").strip(), tree);
  }

  @Test
  void what_the_command_itself_changes_is_not_in_the_tree_that_it_ran_on() {
    String before = box.git("rev-parse", "HEAD^{tree}").strip();
    assertEquals(before, verify("echo more >> a.txt").tree());
  }

  @Test
  void an_interrupt_breaks_it_off_and_keeps_the_flag() {
    Thread.currentThread().interrupt();
    Verification made = verify("sleep 30");
    assertTrue(Thread.interrupted());
    assertTrue(made.isBrokenOff());
    assertFalse(made.isGreen());
  }
}
