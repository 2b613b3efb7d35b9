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

/** Skills in a run: who hears of which, and what comes of using one. */
class SkilledRunsTest {

  private static final String DONE = "Done.";

  @TempDir Path temporary;
  private Sandbox box;
  private ScriptedRuns runs;

  @BeforeEach
  void make() {
    box = new Sandbox(temporary).init();
    box.write("a.txt", "one\n");
    box.commitAll("start");
    runs = new ScriptedRuns(box);
  }

  private Path own(String name, String fields) throws IOException {
    Path folder = Files.createDirectories(box.home().resolve(".config/vibe/skills").resolve(name));
    Files.writeString(
        folder.resolve("SKILL.md"), "---\nname: " + name + "\n" + fields + "\n---\nSay ahoy.\n");
    return folder;
  }

  private static Call skill(String name) {
    return new Call("skill", Map.of("name", name));
  }

  @Test
  void the_model_is_told_of_skills_and_reads_one() throws IOException {
    own("greet", "description: greets people");
    runs.calls(skill("greet"));
    runs.expecting(DONE, "greet: greets people", "Say ahoy.");

    assertEquals(0, runs.run("go").get("exit_code"), runs::err);
  }

  @Test
  void without_skills_there_is_no_such_tool() {
    runs.calls(skill("greet"));
    runs.expecting(DONE, "there is no tool skill");

    assertEquals(0, runs.run("go").get("exit_code"), runs::err);
  }

  @Test
  void files_beside_the_instructions_may_be_read_and_not_be_changed() throws IOException {
    Path folder = own("greet", "description: greets people");
    Path words = Files.writeString(folder.resolve("words.txt"), "ahoy, ship\n");
    runs.calls(new Call("read_file", Map.of("file", words.toString())));
    runs.expecting(DONE, "ahoy, ship");
    assertEquals(0, runs.run("go").get("exit_code"), runs::err);

    Path more = folder.resolve("more.txt");
    runs.calls(Call.write(more.toString(), "x"));
    runs.says(DONE);
    assertEquals(5, runs.run("go").get("exit_code"), runs::err);
    assertFalse(Files.exists(more));
  }

  @Test
  void those_of_a_project_count_once_it_is_trusted() {
    box.write(".claude/skills/sail/SKILL.md", "---\nname: sail\ndescription: sails\n---\nGo.\n");
    box.commitAll("sail");
    runs.calls(skill("sail"));
    runs.expecting(DONE, "there is no tool skill");
    assertEquals(0, runs.run("go").get("exit_code"), runs::err);
    assertTrue(runs.err().contains("[folder-untrusted]"), runs.err());

    runs.calls(skill("sail"));
    runs.expecting(DONE, "sail: sails", "Go.");
    assertEquals(0, runs.trusting().run("go").get("exit_code"), runs::err);
  }

  @Test
  void a_broken_one_is_told_and_left_out() throws IOException {
    own("greet", "other: field");
    runs.calls(skill("greet"));
    runs.expecting(DONE, "there is no tool skill");

    assertEquals(0, runs.run("go").get("exit_code"), runs::err);
    assertTrue(runs.err().contains("description is missing"), runs.err());
  }
}
