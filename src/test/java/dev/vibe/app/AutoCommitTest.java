package dev.vibe.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.app.ScriptedRuns.Call;
import dev.vibe.git.Sandbox;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --auto-commit} does with what the model left, and what it says of it. */
class AutoCommitTest {

  @TempDir Path temporary;
  private Sandbox box;
  private ScriptedRuns runs;

  @BeforeEach
  void make() {
    box = new Sandbox(temporary).init();
    box.write("a.txt", "one\ntwo\n");
    box.write("tests/x.py", "old\n");
    box.commitAll("start");
    runs = new ScriptedRuns(box);
  }

  private String log() {
    return box.git("log", "--format=%s");
  }

  @Test
  void edit_after_the_last_commit_is_reminded_of_and_the_answer_stays() {
    runs.calls(Call.edit("a.txt", "one", "1"), Call.commit("Count"));
    runs.calls(Call.edit("tests/x.py", "old", "new"));
    runs.says("Everything is done, and this is how.");
    runs.calls(Call.commit("Test the count"));
    runs.expecting("Committed.", "tests/x.py is changed and not committed: call git_commit.");

    Map<String, Object> record = runs.committing("count");

    assertEquals("Test the count\nCount\nstart\n", log(), runs::err);
    assertEquals("Everything is done, and this is how.", record.get("answer"));
    assertEquals(0, record.get("exit_code"));
  }

  @Test
  void what_is_left_after_one_reminder_is_committed_with_a_message_of_its_files() {
    runs.calls(Call.edit("a.txt", "one", "1"), Call.edit("tests/x.py", "old", "new"));
    runs.says("I have changed the two files, and I think that you will like what they do now.");
    runs.says("No.");

    assertEquals(0, runs.committing("count").get("exit_code"), runs::err);
    assertEquals("Change a.txt and tests/x.py\nstart\n", log());
  }

  @Test
  void a_model_that_fails_at_the_reminder_has_answered() {
    runs.calls(Call.edit("a.txt", "one", "1")).says("Done.");

    Map<String, Object> record = runs.committing("count");

    assertEquals(0, record.get("exit_code"), runs::err);
    assertEquals("Done.", record.get("answer"));
    assertEquals("Change a.txt\nstart\n", log());
  }

  @Test
  void trailers_that_the_user_wants_end_every_message() {
    runs.config("[git]\ntrailers = [\"Vibe-Model\", \"Reviewed-by: Ann <ann@example.org>\"]\n");
    runs.calls(Call.edit("a.txt", "one", "1"), Call.commit("Count\n\nBecause."));
    runs.calls(Call.edit("tests/x.py", "old", "new"));
    runs.says("Done.").says("No.");

    runs.committing("count");

    assertEquals(
        """
        Change tests/x.py|Vibe-Model: replay,Reviewed-by: Ann <ann@example.org>
        Count|Vibe-Model: replay,Reviewed-by: Ann <ann@example.org>
        start|
        """,
        box.git("log", "--format=%s|%(trailers:only,separator=%x2C)"),
        runs::err);
  }

  @Test
  void a_refused_command_does_not_keep_the_change_from_being_committed() {
    runs.calls(Call.edit("a.txt", "one", "1"), Call.run("mvn test")).says("Done.");

    Map<String, Object> record = runs.flag("mode", "accept-edits").committing("count");

    assertEquals(5, record.get("exit_code"), runs::err);
    assertEquals("Change a.txt\nstart\n", log());
    String id = box.git("rev-parse", "HEAD").substring(0, 7);
    String said = "committed " + id + "; not verified: run mvn test was not allowed";
    assertTrue(runs.err().contains(said), runs.err());
    assertTrue(String.valueOf(record.get("problem")).contains("cause=" + said));
  }

  @Test
  void commit_behind_a_command_that_failed_is_held_back() {
    runs.calls(
        Call.edit("a.txt", "one", "1"), Call.run("sh -c 'exit 3'"), Call.commit("Too early"));
    runs.expecting("Done.", "sh -c 'exit 3' failed in this reply (exit code 3); look at it, then");
    runs.calls(Call.commit("In time")).says("Done.");

    runs.committing("count");

    assertEquals("In time\nstart\n", log(), runs::err);
  }

  @Test
  void claim_without_a_command_that_ended_well_since_the_last_change_is_told() {
    runs.calls(Call.run("true")).calls(Call.edit("a.txt", "one", "1")).says("All tests pass.");
    runs.run("count");
    assertTrue(runs.err().contains("claim-unverified"), runs.err());

    runs.calls(Call.edit("a.txt", "two", "2"), Call.run("true")).says("All tests pass.");
    runs.run("count");
    assertEquals(-1, runs.err().indexOf("claim-unverified"), runs.err());
  }

  @Test
  void run_that_ends_badly_names_what_it_left_and_the_ways_out() {
    runs.calls(Call.edit("a.txt", "one", "1")).says("Not reached.");

    Map<String, Object> record = runs.flag("max_turns", "1").run("count");

    assertEquals(4, record.get("exit_code"));
    assertEquals(List.of("a.txt"), record.get("changed_files"));
    String ways = "a.txt is changed and not committed: vibe -c goes on, vibe undo takes it back";
    assertTrue(runs.err().contains(ways), runs.err());
  }

  @Test
  void file_that_was_deleted_is_not_brought_back_by_an_edit() {
    box.write("a.txt", "one\ntwo\n");
    runs.calls(Call.edit("a.txt", "one", "1"), Call.run("rm a.txt"));
    runs.calls(Call.edit("a.txt", "two", "2"));
    runs.expecting("Done.", "a.txt was deleted since you read it; do not make it again");

    assertEquals(0, runs.run("count").get("exit_code"), runs::err);
  }

  @Test
  void what_tools_keep_for_themselves_is_neither_asked_for_nor_committed() {
    String tests = "mkdir -p pkg/__pycache__ .pytest_cache; echo x >pkg/__pycache__/a.pyc";
    runs.calls(
        Call.edit("a.txt", "one", "1"),
        Call.run(tests + "; echo y >.pytest_cache/v; echo new >new.txt"),
        Call.commit("Count", "a.txt"));
    runs.says("Done.");
    runs.expecting("Also that.", "new.txt is changed and not committed: call git_commit");

    Map<String, Object> record = runs.committing("count");

    assertEquals(0, record.get("exit_code"), runs::err);
    assertEquals("Add new.txt\nCount\nstart\n", log());
    assertEquals("?? .pytest_cache/\n?? pkg/\n", box.git("status", "--short"));
  }

  @Test
  void hooks_that_were_not_run_are_named() {
    Path hook = box.folder().resolve(".git/hooks/pre-commit");
    box.write(".git/hooks/pre-commit", "#!/bin/sh\nexit 1\n");
    assertTrue(hook.toFile().setExecutable(true));
    runs.calls(Call.edit("a.txt", "one", "1")).says("Done.");

    runs.committing("count");

    assertTrue(
        runs.err().contains("Hooks of this repository were not run: pre-commit"), runs.err());
  }
}
