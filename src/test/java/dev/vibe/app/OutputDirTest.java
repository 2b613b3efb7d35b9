package dev.vibe.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.app.ScriptedRuns.Call;
import dev.vibe.git.Sandbox;
import dev.vibe.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputDirTest {

  @TempDir Path temporary;
  private Sandbox box;
  private ScriptedRuns runs;

  @BeforeEach
  void repository() {
    box = new Sandbox(temporary);
    box.git("init", "-q");
    box.write("a.txt", "one\n");
    box.git("add", ".");
    box.git("commit", "-qm", "first");
    runs = new ScriptedRuns(box);
  }

  @Test
  void a_run_is_kept_whole_for_its_owner_alone() throws IOException {
    Path folder = temporary.resolve("kept/here");

    runs.into(folder)
        .calls(Call.edit("a.txt", "one", "two"), Call.run("echo new > b.txt"))
        .says("done")
        .run("change it");

    assertEquals(Json.object(read(folder, "result.json")).get("status"), "done");
    List<String> events = read(folder, "events.jsonl").lines().toList();
    assertEquals("session", Json.object(events.getFirst()).get("type"));
    assertEquals("result", Json.object(events.getLast()).get("type"));
    assertTrue(read(folder, "transcript.md").contains("change it"));
    for (String name : List.of("result.json", "events.jsonl", "transcript.md", "change.patch")) {
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))));
    }
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
    box.git("stash", "-uq");
    box.git("apply", folder.resolve("change.patch").toString());
    assertEquals("two\n", Files.readString(box.folder().resolve("a.txt")));
    assertEquals("new\n", Files.readString(box.folder().resolve("b.txt")));
  }

  @Test
  void inside_of_the_repository_it_is_no_change_of_a_command() {
    Map<String, Object> result =
        runs.into(Path.of("out")).calls(Call.run("echo hi")).says("done").run("say hi");

    assertEquals(List.of(), result.get("changed_files"));
    assertTrue(Files.exists(box.folder().resolve("out/events.jsonl")));
  }

  @Test
  void a_run_that_fails_and_one_that_never_began_are_kept_too() throws IOException {
    Path folder = temporary.resolve("kept");

    runs.into(folder).calls(Call.edit("a.txt", "one", "two")).run("the cassette ends here");
    String failed = read(folder, "result.json");
    assertFalse(failed.contains("\"done\""), failed);
    assertTrue(read(folder, "change.patch").contains("+two"));
    assertTrue(read(folder, "transcript.md").contains("the cassette ends here"));

    runs.flag("mode", "no-such-mode").run("never begins");
    assertEquals("failed", Json.object(read(folder, "result.json")).get("status"));
    assertEquals("", read(folder, "change.patch"));
    assertEquals(1, read(folder, "events.jsonl").lines().count());
  }

  @Test
  void a_folder_that_cannot_be_written_ends_the_run_before_it_begins() throws IOException {
    Path file = Files.createFile(temporary.resolve("file"));

    Map<String, Object> result =
        runs.into(file.resolve("below")).calls(Call.edit("a.txt", "one", "two")).run("change it");

    assertEquals(2, result.get("exit_code"));
    assertTrue(String.valueOf(result.get("problem")).contains("output-dir"), result.toString());
    assertEquals("one\n", Files.readString(box.folder().resolve("a.txt")));
  }

  private static String read(Path folder, String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }
}
