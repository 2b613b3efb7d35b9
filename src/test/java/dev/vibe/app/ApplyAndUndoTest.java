package dev.vibe.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.app.command.OutputForm;
import dev.vibe.app.command.UndoOptions;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.app.host.StateFolder;
import dev.vibe.app.host.StopSwitch;
import dev.vibe.event.Detail;
import dev.vibe.exec.OwnProcess;
import dev.vibe.git.Sandbox;
import dev.vibe.git.undo.Undo;
import dev.vibe.json.Json;
import dev.vibe.terminal.TtyState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplyAndUndoTest {

  @TempDir Path temporary;
  private Sandbox box;
  private Path home;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void make() throws IOException {
    box = new Sandbox(temporary).init();
    home = temporary.toRealPath().resolve("home");
    box.write("a.txt", "one\ntwo\n");
    box.write("b.txt", "b\n");
    box.commitAll("start");
  }

  private App app(String input) {
    out.reset();
    err.reset();
    Map<String, String> environment = Map.of("HOME", home.toString(), "PATH", "/usr/bin:/bin");
    return new App(
        new HostEnvironment(
            environment,
            home,
            box.folder(),
            new HostEnvironment.Streams(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)),
            new TtyState(false, false, false),
            Clock.systemUTC(),
            RandomGenerator.getDefault(),
            "test",
            new HostEnvironment.Platform("test", home, StandardCharsets.UTF_8, List.of()),
            new StopSwitch(),
            OwnProcess.unguarded(),
            StateFolder.of(environment, home, home)));
  }

  private enum Effort {
    REAL,
    DRY
  }

  private int apply(String input, Effort effort) {
    RunOptions options =
        new RunOptions(
            new RunOptions.Prompt.Recorded("apply"),
            new RunOptions.Where(Path.of(""), List.of(), false),
            new RunOptions.Model.Configured(),
            new RunOptions.Changes(false, effort == Effort.DRY, false),
            new RunOptions.Output(
                RunOptions.Format.JSON,
                Detail.NORMAL,
                new RunOptions.Target.Nowhere(),
                new RunOptions.Target.Nowhere()),
            List.of());
    return app(input).apply("-", options);
  }

  private int undo(Undo.Scope scope, UndoOptions.Extent extent, String... overwrite) {
    return app("")
        .utilities()
        .undo(
            new UndoOptions(
                new RunOptions.Where(Path.of(""), List.of(), false),
                scope,
                extent,
                UndoOptions.Commits.STAY,
                OutputForm.JSON,
                "",
                List.of(overwrite)));
  }

  private String read(String file) throws IOException {
    return Files.readString(box.folder().resolve(file));
  }

  private Map<String, Object> printed() {
    return Json.object(out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void calls_may_stand_as_in_a_reply_of_a_chat_completion() throws IOException {
    String calls =
        """
        [{"id": "c1", "type": "function", "function":
           {"name": "str_replace",
            "arguments": "{\\"file\\": \\"a.txt\\", \\"old\\": \\"two\\", \\"new\\": \\"2\\"}"}},
         {"function": {"name": "write_file", "arguments": {"file": "b.txt", "content": "c\\n"}}}]
        """;
    assertEquals(0, apply(calls, Effort.REAL), () -> out + "\n" + err);
    assertEquals("one\n2\n", read("a.txt"));
    assertEquals("c\n", read("b.txt"));
    assertEquals(2, apply("[{\"function\": {\"name\": \"str_replace\"}}]", Effort.REAL));
  }

  @Test
  void patch_with_a_guarded_file_changes_nothing_when_nobody_can_be_asked() throws IOException {
    String patch =
        """
        --- a/a.txt
        +++ b/a.txt
        @@ -1,2 +1,2 @@
         one
        -two
        +2
        --- /dev/null
        +++ b/AGENTS.md
        @@ -0,0 +1 @@
        +obey
        """;
    assertEquals(5, apply(patch, Effort.REAL), () -> out + "\n" + err);
    assertEquals("one\ntwo\n", read("a.txt"));
    assertFalse(Files.exists(box.folder().resolve("AGENTS.md")));
  }

  private static final String CALLS =
      """
      [{"tool": "str_replace", "file": "a.txt", "old": "two", "new": "TWO"},
       {"tool": "write_file", "file": "b.txt", "content": "new b\\n"},
       {"tool": "write_file", "file": "sub/c.txt", "content": "c\\n"},
       {"tool": "git_commit", "message": "Change by list"}]
      """;

  @Test
  void a_list_of_calls_is_applied_committed_undone_and_redone() throws IOException {
    assertEquals(0, apply(CALLS, Effort.REAL), err.toString(StandardCharsets.UTF_8));
    assertEquals("done", printed().get("status"));
    assertEquals("one\nTWO\n", read("a.txt"));
    assertEquals("Change by list\nstart\n", box.git("log", "--format=%s"));

    assertEquals(5, undo(new Undo.Scope.LastRun(), UndoOptions.Extent.ASK));
    assertEquals("one\nTWO\n", read("a.txt"));
    assertEquals(0, undo(new Undo.Scope.LastRun(), UndoOptions.Extent.DRY_RUN));
    assertEquals(List.of(), printed().get("restored"));
    assertEquals(0, undo(new Undo.Scope.LastRun(), UndoOptions.Extent.YES));
    assertEquals(List.of("a.txt", "b.txt", "sub/c.txt"), printed().get("restored"));
    assertEquals("one\ntwo\n", read("a.txt"));
    assertFalse(Files.exists(box.folder().resolve("sub")));
    assertEquals("start\n", box.git("log", "--format=%s"));
    assertEquals("", box.git("status", "--porcelain"));
    assertEquals(0, undo(new Undo.Scope.Redo(), UndoOptions.Extent.YES));
    assertEquals("Change by list\nstart\n", box.git("log", "--format=%s"));
    assertEquals("", box.git("status", "--porcelain"));
  }

  @Test
  void a_call_that_fails_leaves_the_rest_and_makes_no_commit() throws IOException {
    assertEquals(1, apply(CALLS.replace("\"two\"", "\"nowhere\""), Effort.REAL));
    assertEquals("one\ntwo\n", read("a.txt"));
    assertEquals("new b\n", read("b.txt"));
    assertEquals("start\n", box.git("log", "--format=%s"));
    assertTrue(String.valueOf(printed().get("answer")).startsWith("2 of 4 applied."));
  }

  @Test
  void a_patch_is_applied_as_a_whole_or_not_at_all() throws IOException {
    box.write("a.txt", "one\nTWO\n");
    box.write("n.sh", "n\n");
    Files.delete(box.folder().resolve("b.txt"));
    box.git("add", "-A");
    String patch = box.git("diff", "--cached");
    box.git("reset", "-q", "--hard");

    assertEquals(0, apply(patch, Effort.DRY));
    assertEquals("one\ntwo\n", read("a.txt"));
    assertEquals(0, apply(patch, Effort.REAL), out.toString(StandardCharsets.UTF_8));
    assertEquals("one\nTWO\n", read("a.txt"));
    assertEquals("n\n", read("n.sh"));
    assertFalse(Files.exists(box.folder().resolve("b.txt")));
    assertEquals(0, undo(new Undo.Scope.LastRun(), UndoOptions.Extent.YES));
    assertEquals("", box.git("status", "--porcelain"));

    box.write("b.txt", "somebody else's\n");
    assertEquals(1, apply(patch, Effort.REAL));
    assertEquals("one\ntwo\n", read("a.txt"));
    assertFalse(Files.exists(box.folder().resolve("n.sh")));
  }

  @Test
  void a_patch_with_a_file_that_a_rule_denies_changes_nothing() throws IOException {
    Path config = home.resolve(".config/vibe/config.toml");
    Files.createDirectories(config.getParent());
    Files.writeString(config, "[permissions]\ndeny = [\"edit(b.txt)\"]\n");
    String patch =
        """
        --- a/a.txt
        +++ b/a.txt
        @@ -1,2 +1,2 @@
         one
        -two
        +2
        --- a/b.txt
        +++ b/b.txt
        @@ -1 +1 @@
        -b
        +c
        """;
    assertEquals(1, apply(patch, Effort.REAL), () -> out + "\n" + err);
    assertEquals("one\ntwo\n", read("a.txt"));
    assertEquals("b\n", read("b.txt"));
  }

  @Test
  void a_dry_run_changes_nothing_and_is_done() throws IOException {
    assertEquals(0, apply(CALLS, Effort.DRY), out.toString(StandardCharsets.UTF_8));
    assertEquals("4 of 4 would apply.", printed().get("answer"));
    assertEquals("", box.git("status", "--porcelain"));
    assertEquals("", box.git("for-each-ref", "refs/vibe"));
  }

  @Test
  void what_changed_since_is_left_and_named_unless_it_is_named_to_be_overwritten()
      throws IOException {
    apply(CALLS.replaceFirst(",\\s*\\{\"tool\": \"git_commit\"[^}]*}", ""), Effort.REAL);
    box.write("a.txt", "mine\n");
    assertEquals(1, undo(new Undo.Scope.LastRun(), UndoOptions.Extent.YES));
    assertEquals(List.of("a.txt"), printed().get("left"));
    assertEquals("mine\n", read("a.txt"));
    assertEquals("b\n", read("b.txt"));
    assertEquals(0, undo(new Undo.Scope.Redo(), UndoOptions.Extent.YES));
    assertEquals(0, undo(new Undo.Scope.LastRun(), UndoOptions.Extent.YES, "a.txt"));
    assertEquals("one\ntwo\n", read("a.txt"));
  }

  @Test
  void input_that_is_neither_list_nor_patch_is_a_usage_error() {
    assertEquals(2, apply("hello", Effort.REAL));
    assertEquals(2, apply("[{\"file\": \"a.txt\"}]", Effort.REAL));
    assertEquals(2, apply("[", Effort.REAL));
  }
}
