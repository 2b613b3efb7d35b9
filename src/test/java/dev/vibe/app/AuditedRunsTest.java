package dev.vibe.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.app.ScriptedRuns.Call;
import dev.vibe.app.command.AuditCommand.Act;
import dev.vibe.app.command.AuditCommand.Choice;
import dev.vibe.app.command.OutputForm;
import dev.vibe.audit.AuditCheck;
import dev.vibe.audit.AuditExport;
import dev.vibe.audit.AuditFolder;
import dev.vibe.git.Sandbox;
import dev.vibe.json.Json;
import dev.vibe.testkit.LoadedClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class AuditedRunsTest {

  /** In the sandbox no command reaches the log. */
  private static final String UNCONFINED = "[sandbox]\ncommands = \"off\"\n";

  @TempDir private Path temporary;
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

  private AuditFolder folder() {
    return new AuditFolder(box.home().resolve(".local/state/vibe/audit"));
  }

  private List<Map<String, Object>> records() throws IOException {
    List<Map<String, Object>> records = new ArrayList<>();
    for (Path file : folder().files()) {
      Files.readAllLines(file).forEach(line -> records.add(Json.object(line)));
    }
    return records;
  }

  private static String name(Map<String, Object> record) {
    Object tool = record.getOrDefault("tool", "");
    return record.get("event") + " " + record.get("phase") + (tool.equals("") ? "" : " " + tool);
  }

  @Test
  void there_is_a_record_before_and_after_each_action() throws IOException {
    runs.config("[audit]\nsinks = [\"file\"]\n")
        .calls(new Call("read_file", Map.of("path", "a.txt")))
        .calls(Call.edit("a.txt", "one", "two"), Call.run("exit 3"))
        .says("done")
        .committing("change it");

    List<Map<String, Object>> records = records();
    assertEquals(
        List.of(
            "session before",
            "session at",
            "prompt at",
            "model before",
            "model after",
            "reply at",
            "tool before read_file",
            "tool after read_file",
            "model before",
            "model after",
            "reply at",
            "tool before str_replace",
            "file after",
            "tool after str_replace",
            "tool before bash",
            "tool after bash",
            "model before",
            "model after",
            "reply at"),
        records.stream().map(AuditedRunsTest::name).limit(19).toList());
    List<String> end = records.stream().map(AuditedRunsTest::name).skip(19).toList();
    assertTrue(end.indexOf("commit before") >= 0, end::toString);
    assertEquals(end.indexOf("commit before") + 1, end.indexOf("commit after"));
    assertEquals(List.of("run after", "session after"), end.subList(end.size() - 2, end.size()));
    Map<String, Object> first = records.getFirst();
    assertEquals("test", first.get("version"));
    for (String field : List.of("session", "host", "user", "process", "folder")) {
      assertFalse(String.valueOf(first.get(field)).isEmpty(), field);
    }
    assertTrue(AuditCheck.of(folder().files()).broken().isEmpty());
  }

  private static Choice all() {
    return new Choice(Optional.empty(), Optional.empty());
  }

  @Test
  void the_commands_read_what_was_recorded() throws IOException {
    runs.config("[audit]\nsinks = [\"file\"]\n").calls(Call.run("exit 3")).says("one").run("a");
    runs.says("two").run("b");
    String session = String.valueOf(records().getLast().get("session"));
    Path file = folder().files().getFirst();

    String shown = runs.audit(new Act.Shown(all(), OutputForm.TEXT));
    assertTrue(shown.contains("tool     after   tool=bash  outcome=ok  exit_code=3"), shown);
    assertEquals(Files.readString(file) + "0", runs.audit(new Act.Shown(all(), OutputForm.JSON)));
    Choice second = new Choice(Optional.of(session), Optional.of("1h"));
    assertEquals(8 + 1, runs.audit(new Act.Shown(second, OutputForm.TEXT)).lines().count());
    Choice never = new Choice(Optional.empty(), Optional.of("2999-01-01"));
    assertEquals("0", runs.audit(new Act.Shown(never, OutputForm.TEXT)));
    Choice wrong = new Choice(Optional.empty(), Optional.of("tomorrow"));
    assertEquals("2", runs.audit(new Act.Shown(wrong, OutputForm.TEXT)));

    for (AuditExport.Form form : AuditExport.Form.values()) {
      String exported = runs.audit(new Act.Exported(second, form));
      assertEquals(8 + 1, exported.lines().count());
      assertTrue(exported.contains(session), exported);
    }
  }

  @Test
  void verify_names_the_first_record_that_does_not_hold() throws IOException {
    runs.config("[audit]\nsinks = [\"file\"]\n").says("one").run("a");
    Act.Verified whole = new Act.Verified(List.of());
    String good = runs.audit(whole);
    assertTrue(good.contains(": the chain holds, the last is "), good);
    assertTrue(good.endsWith("\n0"), good);

    Path file = folder().files().getFirst();
    Files.writeString(file, Files.readString(file).replace("\"text\":\"one\"", "\"text\":\"two\""));
    assertEquals("1", runs.audit(whole));
    assertTrue(runs.err().contains(file + ", line 6: the chain does not hold"), runs.err());
    assertEquals("1", runs.audit(new Act.Verified(List.of(file))));
  }

  @Test
  void a_refusal_is_recorded() throws IOException {
    runs.config("[audit]\nsinks = [\"file\"]\n")
        .flag("mode", "ask")
        .calls(Call.run("touch b.txt"))
        .says("it was refused")
        .run("touch it");

    Map<String, Object> approval =
        records().stream().filter(r -> "approval".equals(r.get("event"))).findFirst().orElseThrow();
    assertEquals(false, approval.get("granted"));
    assertEquals("nobody to ask", approval.get("by"));
    Map<String, Object> after =
        records().stream().filter(r -> name(r).equals("tool after bash")).findFirst().orElseThrow();
    assertEquals("denied", after.get("outcome"));
  }

  @Test
  void nothing_is_done_that_cannot_be_recorded_where_that_is_demanded() {
    Map<String, Object> result =
        runs.managed(
                """
                [audit]
                sinks = ["file", "syslog"]
                syslog = "tcp://127.0.0.1:1"
                on_failure = "stop"
                """)
            .config("[audit]\nsinks = []\non_failure = \"continue\"\n")
            .calls(Call.run("touch b.txt"))
            .says("done")
            .run("touch it");

    assertEquals(1, result.get("exit_code"));
    assertTrue(result.toString().contains("audit-stopped"), result::toString);
    assertTrue(result.toString().contains("the administrator's file demands"), result::toString);
    assertFalse(Files.exists(box.folder().resolve("b.txt")));
  }

  @Test
  void a_log_that_fails_in_the_middle_stops_the_next_action() throws IOException {
    Path state = box.home().resolve(".local/state/vibe/audit");
    Map<String, Object> result =
        runs.config("[audit]\nsinks = [\"file\"]\non_failure = \"stop\"\n" + UNCONFINED)
            .calls(Call.run("rm -rf '" + state + "' && touch '" + state + "'"))
            .calls(Call.run("touch b.txt"))
            .says("done")
            .run("touch it");

    assertEquals(1, result.get("exit_code"));
    assertTrue(result.toString().contains("audit-stopped"), result::toString);
    assertFalse(Files.exists(box.folder().resolve("b.txt")));
  }

  @Test
  void without_stop_the_run_goes_on_and_says_that_records_are_missing() throws IOException {
    Path state = box.home().resolve(".local/state/vibe/audit");
    Map<String, Object> result =
        runs.config("[audit]\nsinks = [\"file\"]\n" + UNCONFINED)
            .calls(Call.run("rm -rf '" + state + "' && touch '" + state + "'"))
            .calls(Call.run("touch b.txt"))
            .says("done")
            .run("touch it");

    assertEquals(0, result.get("exit_code"));
    assertTrue(Files.exists(box.folder().resolve("b.txt")));
    assertTrue(runs.err().contains("records of the audit log are not in its file"), runs.err());
    assertTrue(runs.err().contains("audit-failed"), runs.err());
  }

  @Test
  void a_program_that_reads_the_result_gets_no_records() {
    Map<String, Object> result =
        runs.config("[audit]\nsinks = [\"stdout\"]\n").says("done").run("nothing");

    assertEquals(0, result.get("exit_code"));
    assertTrue(runs.err().contains("\"event\":\"session\""), runs.err());
    assertFalse(Files.exists(folder().path()));
  }

  @Test
  void a_project_turns_it_neither_on_nor_off() {
    box.write(".vibe/config.toml", "[audit]\nsinks = [\"file\"]\n");
    Map<String, Object> result = runs.trusting().says("done").run("nothing");

    assertEquals(2, result.get("exit_code"));
    assertTrue(result.toString().contains("a project may not set audit.sinks"), result::toString);
  }

  @Test
  void nothing_of_it_is_loaded_where_it_is_off() throws Exception {
    LoadedClasses loader = new LoadedClasses();
    for (String name : List.of("SessionAssembly", "OpenedLog", "SessionAudit", "ModelSetup")) {
      Class.forName("dev.vibe.app.assembly." + name, true, loader);
    }
    Class.forName("dev.vibe.app.run.OneShot", true, loader);
    Class.forName("dev.vibe.app.App", true, loader);
    assertTrue(loader.names().contains("dev.vibe.app.assembly.SessionAssembly"));
    assertEquals(
        List.of(),
        loader.names().stream().filter(name -> name.startsWith("dev.vibe.audit.")).toList());
  }
}
