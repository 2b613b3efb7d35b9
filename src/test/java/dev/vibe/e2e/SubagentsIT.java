package dev.vibe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.e2e.Script.Call;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Subagents of a run, from the command line to the disk and back by an undo. */
class SubagentsIT {

  @TempDir Path scratch;

  @Test
  void what_a_subagent_did_is_told_and_undone_with_the_run() {
    Script script =
        Script.vllm()
            .calls(Call.of("task", Map.of("prompt", "Write b.txt", "kind", "work")))
            .calls(Call.write("b.txt", "made\n"))
            .says("I wrote it.")
            .says("All done.");
    try (Stage stage = Stage.in(scratch, script).config("[subagents]\nenabled = true\n")) {
      stage.repo().write("a.txt", "old\n").commitAll("Start");
      Path made = stage.repo().root().resolve("b.txt");

      RunningVibe.Ended ended = stage.run("-p", "go", "--mode", "auto");
      assertEquals(0, ended.exitCode(), ended::stderr);
      assertEquals("All done.\n", ended.stdout());
      assertTrue(ended.stderr().contains("work: Write b.txt: done after 2 turns"), ended.stderr());
      assertTrue(Files.exists(made));

      RunningVibe.Ended undone = stage.run("undo", "--yes");
      assertEquals(0, undone.exitCode(), undone::stderr);
      assertFalse(Files.exists(made));
    }
  }
}
