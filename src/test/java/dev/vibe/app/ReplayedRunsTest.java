package dev.vibe.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.app.ScriptedRuns.Call;
import dev.vibe.git.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code vibe replay} of a session that ran in a repository. */
class ReplayedRunsTest {

  @TempDir Path temporary;
  private Sandbox box;
  private ScriptedRuns runs;
  private String id;

  @BeforeEach
  void make() {
    box = new Sandbox(temporary).init();
    box.write("a.txt", "one\n");
    box.write("data.txt", "1\n");
    box.commitAll("start");
    runs = new ScriptedRuns(box);
    runs.calls(new Call("read_file", Map.of("file", "a.txt")))
        .calls(Call.edit("a.txt", "one", "two"), Call.run("cat data.txt"), Call.commit("Count"))
        .says("Done.");
    id = String.valueOf(runs.committing("count").get("session_id"));
  }

  @Test
  void a_session_is_played_from_its_own_commit_and_nothing_of_it_is_touched() throws IOException {
    box.write("a.txt", "later\n");
    box.commitAll("later");

    assertEquals("3 requests, all as recorded\n0", runs.replay(id), runs::err);
    assertEquals("later\n", Files.readString(box.folder().resolve("a.txt")));
    assertEquals("later", box.git("log", "-1", "--format=%s").strip());
  }

  @Test
  void a_saved_one_holds_no_path_of_the_machine_and_plays_alone() throws IOException {
    Path saved = temporary.resolve("saved.json");
    assertTrue(runs.replay(id, saved).endsWith("0"), runs::err);
    String text = Files.readString(saved);
    assertFalse(text.contains(box.base().toString()), text);
    assertTrue(runs.replay(saved.toString()).endsWith("all as recorded\n0"), runs::err);
  }

  @Test
  void one_whose_commit_is_gone_says_so() {
    box.git("checkout", "-q", "--orphan", "other");
    box.git("commit", "-qm", "other");
    box.git("branch", "-D", "main");
    assertEquals("1", runs.replay(id));
    assertTrue(runs.err().contains("is in no branch any more"), runs.err());
  }
}
