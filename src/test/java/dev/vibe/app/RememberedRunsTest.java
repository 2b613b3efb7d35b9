package dev.vibe.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.app.ScriptedRuns.Call;
import dev.vibe.app.host.RunOptions.Beginning;
import dev.vibe.git.Sandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a session did is told to the next one in the repository. */
class RememberedRunsTest {

  @TempDir Path temporary;
  private Sandbox box;
  private ScriptedRuns runs;
  private Path memory;

  @BeforeEach
  void make() {
    box = new Sandbox(temporary).init();
    box.write("a.txt", "one\n");
    box.commitAll("start");
    runs = new ScriptedRuns(box);
    memory = box.home().resolve(".local/state/vibe/memory");
  }

  private void fixed() {
    runs.calls(Call.edit("a.txt", "one", "two"), Call.commit("Count on")).says("Done.");
    runs.run("count on");
  }

  @Test
  void next_session_is_told_and_one_that_goes_on_is_not_told_again() {
    fixed();
    runs.memory("add", "use", "tabs");

    runs.expecting("heard", "The user noted:\n- use tabs", "Count on (a.txt +1 -1)");
    assertEquals("heard", runs.run("go").get("answer"), runs::err);
    String list = runs.memory();
    assertTrue(list.contains("  n1   use tabs\n"), list);
    assertTrue(list.contains("  s1   "), list);
    runs.memory("forget", "n1", "s1");
    assertTrue(runs.memory().contains("Nothing is remembered"));
  }

  @Test
  void nothing_is_kept_where_that_is_turned_off() {
    runs.flag("memory", "false");
    fixed();
    assertFalse(Files.exists(memory));
  }

  @Test
  void a_repository_without_a_memory_adds_nothing_to_the_prompt() {
    assertFalse(Files.exists(memory));
    runs.calls(Call.run("true")).says("Done.").run("look");
    assertFalse(Files.exists(memory));

    fixed();
    runs.says("Done.");
    runs.run("more", new Beginning.Newest(), false);
    assertEquals(1, runs.memory().split("s1  ", -1).length - 1);
  }
}
