package dev.vibe.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.app.ScriptedRuns.Call;
import dev.vibe.git.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Subagents in a run: who has them, what they may do, and what comes of it for the run. */
class SubagentRunsTest {

  private static final String DONE = "Done.";
  private static final String ON = "[subagents]\nenabled = true\n";

  @TempDir Path temporary;
  private Sandbox box;
  private ScriptedRuns runs;

  @BeforeEach
  void make() {
    box = new Sandbox(temporary).init();
    box.write("a.py", "def add(a, b):\n    return a + b\n");
    box.commitAll("start");
    runs = new ScriptedRuns(box);
  }

  private static Call task(String prompt, String kind) {
    return new Call("task", Map.of("prompt", prompt, "kind", kind));
  }

  @Test
  void without_a_word_of_the_user_there_is_no_such_tool() {
    runs.calls(task("look", "explore"));
    runs.expecting(DONE, "there is no tool task");

    assertEquals(0, runs.run("go").get("exit_code"), runs::err);
  }

  @Test
  void a_task_is_answered_and_counts_for_the_run() {
    runs.config(ON).calls(task("Where is add?", "explore"));
    runs.calls(new Call("read_file", Map.of("file", "a.py")));
    runs.expecting("add is at a.py:1", "Where is add?", "def add");
    runs.expecting(DONE, "add is at a.py:1");

    Map<String, Object> result = runs.run("go");
    assertEquals(0, result.get("exit_code"), runs::err);
    assertEquals(4, result.get("turns"));
  }

  @Test
  void one_that_explores_changes_nothing_in_any_mode() {
    runs.config(ON).calls(task("look", "explore"));
    runs.calls(Call.write("b.py", "x\n"), Call.run("touch c.py"));
    runs.expecting("no luck", "plan mode only reads");
    runs.expecting(DONE, "no luck");

    assertEquals(0, runs.run("go").get("exit_code"), runs::err);
    assertFalse(Files.exists(box.folder().resolve("b.py")));
    assertFalse(Files.exists(box.folder().resolve("c.py")));
  }

  @Test
  void one_that_works_changes_files_for_the_run() {
    runs.config(ON).calls(task("write b.py", "work"));
    runs.calls(Call.write("b.py", "x = 1\n"));
    runs.says("wrote it");
    runs.expecting(DONE, "It changed: b.py");

    Map<String, Object> result = runs.run("go");
    assertEquals(0, result.get("exit_code"), runs::err);
    assertEquals(List.of("b.py"), result.get("changed_files"));
    assertTrue(Files.exists(box.folder().resolve("b.py")));
  }

  @Test
  void a_subagent_cannot_hand_on() {
    runs.config(ON).calls(task("look", "explore"));
    runs.calls(task("look yourself", "explore"));
    runs.expecting("no", "there is no tool task");
    runs.says(DONE);

    assertEquals(0, runs.run("go").get("exit_code"), runs::err);
  }

  @Test
  void an_unknown_kind_is_refused_with_those_that_there_are() {
    runs.config(ON).calls(task("look", "dance"));
    runs.expecting(DONE, "there are: explore, work");

    assertEquals(0, runs.run("go").get("exit_code"), runs::err);
  }

  @Test
  void the_limit_of_its_replies_ends_one_and_the_run_goes_on() {
    runs.config(ON + "max_turns = 1\n").calls(task("look", "explore"));
    runs.calls(new Call("read_file", Map.of("file", "a.py")));
    runs.expecting(DONE, "It did not come to its end: limit");

    Map<String, Object> result = runs.run("go");
    assertEquals(0, result.get("exit_code"), runs::err);
    assertEquals(3, result.get("turns"));
  }

  @Test
  void its_replies_use_up_the_limit_of_the_run() {
    runs.config(ON).flag("max_turns", "3");
    runs.calls(task("look", "explore"));
    runs.calls(new Call("read_file", Map.of("file", "a.py")));
    runs.says("seen");
    runs.says(DONE);

    Map<String, Object> result = runs.run("go");
    assertEquals(4, result.get("exit_code"), runs::err);
    assertEquals(3, result.get("turns"));
  }

  @Test
  void a_kind_of_the_users_own_has_its_prompt_and_its_tools() throws IOException {
    Path folder = Files.createDirectories(box.home().resolve(".config/vibe/agents"));
    Files.writeString(
        folder.resolve("pirate.md"), "---\ndescription: sails\ntools: Read\n---\nTalk like one.\n");
    runs.calls(task("greet", "pirate"));
    runs.calls(Call.run("true"));
    runs.expecting("ahoy", "Talk like one.", "there is no tool bash");
    runs.expecting(DONE, "ahoy");

    assertEquals(0, runs.run("go").get("exit_code"), runs::err);
  }

  @Test
  void its_transcript_is_kept_below_the_session() throws IOException {
    runs.config(ON).calls(task("look", "explore"));
    runs.says("seen nothing");
    runs.says(DONE);
    assertEquals(0, runs.run("go").get("exit_code"), runs::err);

    try (Stream<Path> files = Files.walk(temporary)) {
      List<Path> logs =
          files
              .filter(file -> file.endsWith("events.jsonl"))
              .filter(file -> file.toString().contains("/tasks/"))
              .toList();
      assertEquals(1, logs.size());
      assertTrue(Files.readString(logs.getFirst()).contains("seen nothing"));
    }
  }

  @Test
  void in_a_worktree_of_its_own_nothing_here_changes() {
    runs.config(ON + "worktree = true\n").calls(task("write b.py", "work"));
    runs.calls(Call.write("b.py", "x = 1\n"));
    runs.says("wrote it");
    runs.expecting(DONE, "It worked in the worktree");

    Map<String, Object> result = runs.run("go");
    assertEquals(0, result.get("exit_code"), runs::err);
    assertEquals(List.of(), result.get("changed_files"));
    assertFalse(Files.exists(box.folder().resolve("b.py")));
  }
}
