package dev.vibe.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.git.GitWorkspace;
import dev.vibe.git.Sandbox;
import dev.vibe.git.checkpoint.Checkpoints;
import dev.vibe.git.checkpoint.Checkpoints.Danger;
import dev.vibe.git.checkpoint.TurnId;
import dev.vibe.git.snapshot.WorktreeChange;
import dev.vibe.git.snapshot.WorktreeSnapshot;
import dev.vibe.git.undo.Undo;
import dev.vibe.git.undo.UndoPlan;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IgnoredWatchTest {

  private Sandbox box;
  private GitWorkspace git;
  private IgnoredWatch watch;

  @BeforeEach
  void make(@TempDir Path temporary) {
    box = new Sandbox(temporary).init();
    box.write(".gitignore", ".env\n*.log\nnode_modules\ncache\n");
    box.write("a.txt", "a\n");
    box.commitAll("start");
    box.write(".env", "KEY=old\n");
    box.write("sub/deep.log", "deep\n");
    box.write("node_modules/x/index.js", "x\n");
    git = box.open();
    watch = new IgnoredWatch(git);
  }

  @AfterEach
  void close() {
    git.close();
  }

  private List<String> changed(String command, Runnable what) {
    watch.begin(command, git.snapshot());
    what.run();
    return watch.end().stream().map(change -> change.path().relative()).toList();
  }

  @Test
  void what_a_command_deletes_or_overwrites_is_a_change() {
    assertEquals(List.of(".env"), changed("rm .env", () -> box.delete(".env")));
    assertEquals(List.of(".env"), changed("echo K=1 > .env", () -> box.write(".env", "K=1\n")));
    assertEquals(List.of("sub/deep.log"), changed("rm -r sub", () -> box.delete("sub/deep.log")));
    assertEquals(
        List.of(".env", "new.log"),
        changed(
            "git clean -fdx",
            () -> {
              box.delete(".env");
              box.write("new.log", "n\n");
            }));
  }

  @Test
  void what_it_does_not_name_or_can_be_made_again_is_not() {
    assertEquals(List.of(), changed("rm other.log", () -> box.delete("sub/deep.log")));
    assertEquals(
        List.of(), changed("rm -rf node_modules", () -> box.delete("node_modules/x/index.js")));
    assertEquals(List.of(), changed("rm a.txt", () -> box.delete("a.txt")));
  }

  @Test
  void what_a_file_tool_would_ask_about_is_seen_though_no_word_names_it() {
    assertEquals(List.of(".env"), changed("make setup", () -> box.write(".env", "KEY=1\n")));
    box.write(".gitignore", ".env\n.vibe\n.vscode/\npkg/.npmrc\n");
    box.write("pkg/a.txt", "a\n");
    assertEquals(
        List.of(".vibe/config.toml", ".vscode/tasks.json", "pkg/.npmrc"),
        changed(
            "./setup",
            () -> {
              box.write(".vibe/config.toml", "mode = \"auto\"\n");
              box.write(".vscode/tasks.json", "{}\n");
              box.write("pkg/.npmrc", "x=1\n");
            }));
    assertEquals(List.of(), changed("./setup", () -> {}));
  }

  @Test
  void too_many_are_told_before_they_are_lost() {
    for (int i = 0; i < 250; i++) {
      box.write("cache/" + i + ".bin", "x");
    }
    Optional<Problem> problem = watch.begin("rm -rf cache", git.snapshot());
    assertEquals(ProblemCode.IGNORED_NOT_KEPT, problem.orElseThrow().code());
    assertEquals(Optional.empty(), watch.begin("rm -rf sub", git.snapshot()));
  }

  @Test
  void an_undo_brings_them_back() {
    Checkpoints checkpoints = git.checkpoints("s1");
    checkpoints.at(new TurnId(1, 1));
    WorktreeSnapshot before = git.snapshot();
    watch.begin("rm .env", before);
    checkpoints.beforeCommand(before, "run rm .env", Danger.DESTRUCTIVE);
    box.delete(".env");
    List<WorktreeChange> changes = watch.end();
    checkpoints.afterCommand(changes);
    checkpoints.settle();
    try (Undo undo = git.undo()) {
      UndoPlan plan = undo.plan("s1", new Undo.Scope.LastRun(), List.of());
      undo.carryOut(plan, Set.of(), box.base().resolve("journal"));
    }
    assertEquals("KEY=old\n", box.read(".env"));
    assertTrue(box.git("status", "--porcelain").isEmpty());
  }
}
