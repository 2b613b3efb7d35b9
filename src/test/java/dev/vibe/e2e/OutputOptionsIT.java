package dev.vibe.e2e;

import static dev.vibe.e2e.Script.edit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.e2e.Script.Call;
import dev.vibe.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputOptionsIT {

  @TempDir Path scratch;

  private Stage stage() {
    Script script =
        Script.vllm()
            .calls(Call.read("a.txt"))
            .calls(edit("a.txt", "old", "new"), Call.run("echo 'a line' && echo b > b.bin"))
            .says("It is new.\n\nBoth files.");
    Stage stage = Stage.in(scratch, script);
    stage.repo().write("a.txt", "old\n").commitAll("Start");
    return stage;
  }

  @Test
  void standard_output_holds_the_answer_alone_and_standard_error_the_way_to_it() {
    try (Stage stage = stage()) {
      RunningVibe.Ended ended = stage.run("-p", "renew", "--auto-approve");

      assertEquals("It is new.\n\nBoth files.\n", ended.stdout());
      List<String> shown = ended.stderr().lines().toList();
      assertEquals("• read a.txt", shown.getFirst());
      assertEquals("• edit a.txt  +1 −1", shown.get(1));
      assertTrue(shown.contains("• create b.bin  +1 −0"), ended::stderr);
      assertTrue(
          shown.getLast().startsWith("2 files changed · 0 commits · 3.0k tokens in, 300 out"));
      assertFalse(ended.stderr().contains("\u001b"), ended::stderr);
    }
  }

  @Test
  void quiet_leaves_the_answer_only() {
    try (Stage stage = stage()) {
      RunningVibe.Ended ended = stage.run("-p", "renew", "--auto-approve", "--quiet");

      assertEquals("It is new.\n\nBoth files.\n", ended.stdout());
      assertEquals("", ended.stderr());
    }
  }

  @Test
  void verbose_names_session_model_and_log() {
    try (Stage stage = stage()) {
      RunningVibe.Ended ended = stage.run("-p", "renew", "--auto-approve", "--verbose");

      assertTrue(ended.stderr().contains("mode auto\n"), ended::stderr);
      assertTrue(ended.stderr().contains("model devstral at http://127.0.0.1:"), ended::stderr);
      assertTrue(ended.stderr().contains("log " + stage.home()), ended::stderr);
    }
  }

  @Test
  void forced_colour_is_taken_and_no_color_goes_before_it() {
    try (Stage stage = stage()) {
      Launcher forced = stage.launcher().with("CLICOLOR_FORCE", "1");
      assertTrue(forced.run("-p", "renew", "--yolo").stderr().contains("\u001b["));
    }
    try (Stage stage = Stage.in(scratch.resolve("plain"), Script.vllm().says("Done."))) {
      Launcher forced = stage.launcher().with("CLICOLOR_FORCE", "1");
      assertFalse(forced.run("-p", "x", "--no-color").stderr().contains("\u001b"));
    }
  }

  @Test
  void patch_holds_edits_commands_and_new_files_and_applies() throws IOException {
    try (Stage stage = stage()) {
      RunningVibe.Ended ended =
          stage.run("-p", "renew", "--auto-commit", "--yolo", "--patch-out", "../out.patch");

      assertEquals(0, ended.exitCode(), ended::stderr);
      stage.repo().git("reset", "--quiet", "--hard", "HEAD~1");
      assertEquals("old\n", stage.repo().read("a.txt"));
      stage.repo().git("apply", "--index", "../out.patch");
      assertEquals("new\n", stage.repo().read("a.txt"));
      assertEquals("b\n", stage.repo().read("b.bin"));
    }
  }

  @Test
  void patch_that_cannot_be_written_fails_the_run() {
    try (Stage stage = stage()) {
      Stage.Outcome record =
          stage
              .record("-p", "renew", "--yolo", "--patch-out", "no/such/folder/p")
              .endedWith(1, "failed");

      assertEquals("patch-out", record.problem());
    }
  }

  @Test
  void log_file_is_written_where_it_was_asked_for() throws IOException {
    try (Stage stage = stage()) {
      stage.run("-p", "renew", "--yolo", "--log-file", "../run.log");

      assertTrue(Files.readString(scratch.resolve("run.log")).contains("dev.vibe"));
    }
  }

  @Test
  void work_is_done_in_the_folder_that_is_named_and_in_added_ones() {
    Script script =
        Script.vllm()
            .calls(
                edit("a.txt", "old", "new"), Call.write(scratch.resolve("more/m.txt") + "", "m\n"))
            .says("Done.");
    try (Stage stage = Stage.in(scratch, script)) {
      stage.repo().write("sub/a.txt", "old\n").commitAll("Start");
      new TempRepo(scratch).write("more/here.txt", "");

      RunningVibe.Ended ended =
          stage
              .launcher()
              .directory(scratch)
              .run("-p", "x", "-C", "repo/sub", "--add-dir", "more", "--mode", "accept-edits");

      assertEquals(0, ended.exitCode(), ended::stderr);
      assertEquals("new\n", stage.repo().read("sub/a.txt"));
      assertEquals("m\n", new TempRepo(scratch).read("more/m.txt"));
    }
  }

  @Test
  void events_of_a_stream_come_in_order_and_calls_are_answered() {
    try (Stage stage = stage()) {
      RunningVibe.Ended ended =
          stage.run("-p", "renew", "--auto-commit", "--yolo", "--output", "stream-json");

      List<String> types =
          ended.stdoutLines().stream()
              .map(line -> String.valueOf(Json.object(line).get("type")))
              .toList();
      assertEquals("session", types.getFirst());
      assertEquals("result", types.getLast());
      assertEquals(3, types.stream().filter("tool_call"::equals).count(), types::toString);
      assertEquals(3, types.stream().filter("tool_result"::equals).count(), types::toString);
      assertEquals(1, types.stream().filter("commit"::equals).count(), types::toString);
      assertEquals(2, types.stream().filter("diff"::equals).count(), types::toString);
    }
  }
}
