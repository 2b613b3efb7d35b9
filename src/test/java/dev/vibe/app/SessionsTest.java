package dev.vibe.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.app.ScriptedRuns.Call;
import dev.vibe.app.command.OutputForm;
import dev.vibe.app.command.SessionsOptions.Act;
import dev.vibe.app.command.SessionsOptions.Consent;
import dev.vibe.git.Sandbox;
import dev.vibe.json.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code vibe sessions} after runs in a repository. */
class SessionsTest {

  @TempDir Path temporary;
  private Sandbox box;
  private ScriptedRuns runs;
  private String id;

  @BeforeEach
  void make() {
    box = new Sandbox(temporary).init();
    box.write("a.txt", "one\n");
    box.commitAll("start");
    runs = new ScriptedRuns(box);
    runs.calls(Call.edit("a.txt", "one", "1")).says("Not reached.");
    runs.flag("max_turns", "1").run("count\nfrom one");
    runs.says("Hello.");
    id = String.valueOf(runs.run("greet me").get("session_id"));
  }

  @Test
  void list_tells_how_each_began_and_ended() {
    List<String> lines = runs.sessions(new Act.Listed(), OutputForm.TEXT).lines().toList();
    assertEquals(3, lines.size(), lines::toString);
    assertTrue(lines.get(0).matches(id + "  [-0-9]+ [:0-9]+  done +greet me"), lines.get(0));
    assertTrue(lines.get(1).matches("[-0-9a-z]+  [-0-9]+ [:0-9]+  limit +count"), lines.get(1));
    assertEquals("0", lines.getLast());
  }

  @Test
  void history_is_shown_run_by_run() {
    String list = runs.sessions(new Act.Listed(), OutputForm.TEXT);
    String first = list.lines().skip(1).findFirst().orElseThrow().replaceFirst(" .*", "");
    String shown = runs.sessions(new Act.Shown(first), OutputForm.TEXT);
    assertTrue(shown.contains("  limit, 1 turn, "), shown);
    assertTrue(shown.contains("   > count\n   > from one\n   ! "), shown);
    assertTrue(shown.contains("   file    a.txt\n"), shown);

    String json =
        runs.sessions(new Act.Shown(first), OutputForm.JSON).lines().findFirst().orElse("");
    Map<String, Object> object = Json.object(json);
    assertEquals("limit", object.get("status"));
    assertTrue(json.contains("\"runs\":[{\"prompt\":\"count\\nfrom one\""), json);
  }

  @Test
  void prompt_behind_each_commit_is_shown_also_of_one_file_that_moved() {
    box.commitAll("by hand");
    runs.calls(Call.edit("a.txt", "1", "first"), Call.commit("Count")).says("Done.");
    runs.run("use words");
    runs.calls(Call.write("b.txt", "b\n"), Call.run("git mv a.txt c.txt"), Call.commit("Move"));
    runs.says("Done.").run("move it");
    runs.calls(Call.write("d.txt", "d\n"), Call.commit("Add")).says("Done.").run("add it");

    String all = runs.log();
    assertTrue(all.matches("(?s)\\w{8}  [-0-9]+ [:0-9]+  Add\n  > add it\n  session .*"), all);
    assertEquals(3, all.lines().filter(line -> line.startsWith("  > ")).count(), all);
    String of = runs.log("c.txt");
    assertEquals(
        List.of("  > move it", "  > use words"),
        of.lines().filter(line -> line.startsWith("  > ")).toList());
  }

  @Test
  void title_is_changed() {
    runs.sessions(new Act.Renamed(id, "Greetings"), OutputForm.TEXT);
    String list = runs.sessions(new Act.Listed(), OutputForm.TEXT);
    assertTrue(list.lines().findFirst().orElse("").endsWith("  Greetings"), list);
  }

  @Test
  void nothing_is_deleted_without_a_yes() {
    Act asked = new Act.Deleted(List.of(id), Consent.ASKED);
    assertTrue(runs.sessions(asked, OutputForm.TEXT).endsWith("\n5"), runs::err);
    runs.sessions(new Act.Pruned(Duration.ZERO, Consent.DRY_RUN), OutputForm.TEXT);
    assertEquals(3, runs.sessions(new Act.Listed(), OutputForm.TEXT).lines().count());

    Act given = new Act.Deleted(List.of(id), Consent.GIVEN);
    assertTrue(runs.sessions(given, OutputForm.TEXT).contains("deleted 1 session, "), runs::err);
    assertEquals(2, runs.sessions(new Act.Listed(), OutputForm.TEXT).lines().count());
    assertEquals("2", runs.sessions(new Act.Shown(id), OutputForm.TEXT), runs::err);
    assertTrue(runs.err().contains("no-session"), runs.err());
  }

  @Test
  void those_long_unused_are_pruned() {
    Act later = new Act.Pruned(Duration.ofDays(1), Consent.GIVEN);
    assertEquals("nothing to delete\n0", runs.sessions(later, OutputForm.TEXT));
    Act now = new Act.Pruned(Duration.ZERO, Consent.GIVEN);
    assertTrue(runs.sessions(now, OutputForm.TEXT).contains("deleted 2 sessions, "), runs::err);
  }
}
