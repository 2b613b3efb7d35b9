package dev.vibe.e2e;

import static dev.vibe.e2e.Script.edit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.e2e.Script.Call;
import dev.vibe.testkit.StreamShape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job: a prompt becomes edits and a commit. */
class EditsAndCommitIT {

  private static final String APP =
      """
      import logging

      logger = logging.getLogger(__name__)


      def run(items):
          print("start")
          for item in items:
              if item:
      \t\tprint(item)
          return "use print(x) to see it"
      """;

  private static final String TOOLS = "def show(x):\n    print(x)\n";

  private static final String[] TASK = {
    "-p", "replace every print with logger.debug", "--auto-commit"
  };

  @TempDir Path scratch;

  private static Script edits(Call... more) {
    List<Call> calls =
        new ArrayList<>(
            List.of(
                edit("app.py", "    print(\"start\")", "    logger.debug(\"start\")"),
                edit("app.py", "\t\tprint(item)", "\t\tlogger.debug(item)"),
                edit("tools.py", "    print(x)", "    logger.debug(x)")));
    calls.addAll(List.of(more));
    return Script.of(StreamShape.MISTRAL).calls(calls.toArray(Call[]::new));
  }

  private Stage stage(Script script) {
    Stage stage = Stage.in(scratch, script);
    stage.repo().write("app.py", APP).write("tools.py", TOOLS).commitAll("Start");
    return stage;
  }

  @Test
  void parallel_edits_and_a_commit_in_one_reply_become_one_commit() {
    Script script = edits(Call.commit("Log instead of printing\n\nFor the log file."));
    try (Stage stage = stage(script.says("Both files log now."))) {
      RunningVibe.Ended ended = stage.run(TASK);

      assertEquals("Both files log now.\n", ended.stdout(), ended::stderr);
      assertEquals(0, ended.exitCode());
      TempRepo repo = stage.repo();
      assertEquals(List.of("Log instead of printing", "Start"), repo.log());
      assertEquals(List.of(), repo.status());
      assertEquals(List.of("app.py", "tools.py"), repo.changedIn("HEAD"));
      String logged = APP.replace("print(\"start\")", "logger.debug(\"start\")");
      assertEquals(logged.replace("print(item)", "logger.debug(item)"), repo.read("app.py"));
      assertEquals("def show(x):\n    logger.debug(x)\n", repo.fileAt("HEAD", "tools.py"));
      assertEquals(
          "Ada Tester <ada@example.org>\nLog instead of printing\n\nFor the log file.\n",
          repo.git("log", "-1", "--format=%an <%ae>%n%B").stripTrailing() + "\n");
    }
  }

  @Test
  void commit_carries_session_model_and_tokens_in_a_note() {
    Script script = edits(Call.commit("Log instead of printing"));
    try (Stage stage = stage(script.says("Done."))) {
      Stage.Outcome record = stage.record(TASK).endedWith(0, "done");

      String note = stage.repo().git("notes", "--ref=vibe", "show", "HEAD");
      assertTrue(note.contains("\"session_id\":\"" + record.text("session_id") + "\""), note);
      assertTrue(note.contains("\"model\":\"devstral\""), note);
      assertTrue(note.contains("\"input_tokens\":1000,\"output_tokens\":100"), note);
      assertEquals(List.of(stage.repo().head()), record.list("commits"));
      assertEquals(List.of("app.py", "tools.py"), record.list("changed_files"));
    }
  }

  @Test
  void what_the_model_left_uncommitted_is_committed_at_the_end() {
    try (Stage stage = stage(edits().says("All prints are log calls now. Configure logging."))) {
      stage.record(TASK).endedWith(0, "done");

      assertEquals(List.of("Change app.py and tools.py", "Start"), stage.repo().log());
      assertEquals(List.of(), stage.repo().status());
    }
  }

  @Test
  void failed_edit_is_repaired_from_the_text_of_the_refusal() {
    Script script =
        Script.vllm()
            .calls(edit("tools.py", "    printf(x)", "    logger.debug(x)"))
            .calls(edit("tools.py", "    print(x)", "    logger.debug(x)"))
            .says("Done.");
    try (Stage stage = stage(script)) {
      stage.record("-p", "log", "--auto-commit").endedWith(0, "done");

      String refusal = stage.lastResult(2);
      assertTrue(refusal.contains("tools.py"), refusal);
      assertTrue(refusal.contains("    print(x)"), refusal);
      assertEquals("def show(x):\n    logger.debug(x)\n", stage.repo().fileAt("HEAD", "tools.py"));
    }
  }

  @Test
  void commit_in_the_reply_of_a_failed_edit_is_not_made() {
    Script script =
        Script.vllm()
            .calls(
                edit("app.py", "print(\"start\")", "logger.debug(\"start\")"),
                edit("tools.py", "no such text at all", "x"),
                Call.commit("Half of it"))
            .calls(edit("tools.py", "print(x)", "logger.debug(x)"), Call.commit("All of it"))
            .says("Done.");
    try (Stage stage = stage(script)) {
      stage.record(TASK).endedWith(0, "done");

      assertEquals(List.of("All of it", "Start"), stage.repo().log());
      assertTrue(stage.lastResult(2).startsWith("error: not committed: "), stage.lastResult(2));
      assertEquals(List.of("app.py", "tools.py"), stage.repo().changedIn("HEAD"));
    }
  }

  @Test
  void line_ends_mark_mode_and_missing_last_line_end_survive() throws Exception {
    Script script = Script.vllm().calls(edit("run.sh", "echo two\n", "echo 2\n")).says("Done.");
    try (Stage stage = stage(script)) {
      Path file = stage.repo().write("run.sh", "\uFEFFecho one\r\necho two\r\nend").root();
      stage.repo().git("config", "core.autocrlf", "false");
      file.resolve("run.sh").toFile().setExecutable(true);
      stage.repo().commitAll("Script");

      stage.record(TASK).endedWith(0, "done");

      assertEquals("\uFEFFecho one\r\necho 2\r\nend", stage.repo().read("run.sh"));
      assertTrue(Files.isExecutable(file.resolve("run.sh")));
      assertEquals("\uFEFFecho one\r\necho 2\r\nend", stage.repo().fileAt("HEAD", "run.sh"));
    }
  }

  @Test
  void what_a_command_changed_is_committed_too() {
    Script script =
        Script.vllm()
            .calls(Call.run("sed -i s/print/logger.debug/ tools.py && rm app.py && echo n > new"))
            .says("Done.");
    try (Stage stage = stage(script)) {
      Stage.Outcome record =
          stage.record("-p", "log", "--auto-commit", "--auto-approve").endedWith(0, "done");

      assertEquals(List.of("app.py", "new", "tools.py"), stage.repo().changedIn("HEAD"));
      assertEquals(List.of(), stage.repo().status());
      assertEquals(List.of("app.py", "new", "tools.py"), record.list("changed_files"));
    }
  }
}
