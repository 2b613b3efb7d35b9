package dev.vibe.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.app.ScriptedRuns.Call;
import dev.vibe.git.Sandbox;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --verify} means for a run, its record and its commits. */
class VerifiedRunsTest {

  private static final String IS_NEW = "cat a.txt; grep -q new a.txt";

  @TempDir Path temporary;
  private Sandbox box;
  private ScriptedRuns runs;

  @BeforeEach
  void make() {
    box = new Sandbox(temporary).init();
    box.write("a.txt", "old\n");
    box.commitAll("start");
    runs = new ScriptedRuns(box);
  }

  private String log() {
    return box.git("log", "--format=%s");
  }

  @Test
  void what_passes_is_committed_and_the_record_names_the_tree_of_the_commit() {
    runs.calls(Call.edit("a.txt", "old", "odd"));
    runs.says("Done.");
    runs.calls(Call.edit("a.txt", "odd", "new"));
    runs.says("Now it is.");
    runs.says("No.");

    Map<String, Object> record = runs.flag("verify", IS_NEW).committing("make it new");

    assertEquals(0, record.get("exit_code"), runs::err);
    assertEquals("Change a.txt\nstart\n", log());
    String tree = box.git("rev-parse", "HEAD^{tree}").strip();
    assertEquals(
        Map.of("command", IS_NEW, "exit_code", 0, "tree", tree), record.get("verification"));
  }

  @Test
  void what_stays_red_is_not_committed_by_anybody() {
    runs.calls(Call.edit("a.txt", "old", "odd"), Call.commit("Make it odd"));
    runs.says("It does not pass, and I give up.");

    Map<String, Object> record = runs.flag("verify", IS_NEW).committing("make it new");

    assertEquals(8, record.get("exit_code"), runs::err);
    assertEquals("unverified", record.get("status"));
    assertEquals("start\n", log());
    assertEquals(" M a.txt\n", box.git("status", "--porcelain"));
  }

  @Test
  void what_a_run_is_to_reach_is_not_committed_at_its_end_while_it_is_not_reached() {
    runs.calls(Call.edit("a.txt", "old", "odd"));
    runs.says("Done.").says("It is done.").says("I said so.").says("Really.");

    Map<String, Object> record = runs.flag("until", IS_NEW).committing("make it new");

    assertEquals(8, record.get("exit_code"), runs::err);
    assertTrue(runs.err().contains("goal-not-shown"), runs::err);
    assertEquals("start\n", log());
    assertEquals(" M a.txt\n", box.git("status", "--porcelain"));
  }

  @Test
  void a_trusted_folder_may_say_what_has_to_pass() {
    box.write(".vibe/config.toml", "verify = \"false\"\n");
    box.commitAll("configure");
    runs.calls(Call.edit("a.txt", "old", "new")).says("Done.").says("I give up.");
    assertEquals(0, runs.run("make it new").get("exit_code"), runs::err);

    runs.calls(Call.edit("a.txt", "new", "newer")).says("Done.").says("I give up.");
    assertEquals(8, runs.trusting().run("make it newer").get("exit_code"), runs::err);
    assertTrue(runs.err().contains("false"), runs::err);
  }
}
