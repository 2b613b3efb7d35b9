package dev.vibe.git.undo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.git.Sandbox;
import dev.vibe.git.checkpoint.CheckpointPruning;
import dev.vibe.git.checkpoint.CheckpointRecord;
import dev.vibe.git.checkpoint.CheckpointRecord.Stored;
import dev.vibe.git.checkpoint.TurnId;
import dev.vibe.git.undo.Undo.Scope;
import dev.vibe.problem.VibeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints outside of a plain repository, and when they go. */
class UndoPlacesTest {

  @TempDir Path temporary;

  private static void changeAndUndo(Sandbox box) {
    try (UndoScene scene = new UndoScene(box, "s1")) {
      Map<String, String> before = scene.files();
      scene.edit("a.txt", "1\n", "sub/new.txt", "n\n");
      scene.next();
      scene.command(() -> box.write("b.txt", "2\n"));
      Map<String, String> after = scene.files();
      assertEquals(List.of(), scene.checkpoints.takeProblems());
      scene.undo(new Scope.LastRun());
      assertEquals(before, scene.files());
      scene.undo(new Scope.Redo());
      assertEquals(after, scene.files());
    }
  }

  private static void twoFiles(Sandbox box) {
    box.write("a.txt", "one\n");
    box.write("b.txt", "two\n");
  }

  @Test
  void outside_of_a_repository_the_state_folder_holds_them() {
    Sandbox box = new Sandbox(temporary);
    twoFiles(box);
    changeAndUndo(box);
    assertTrue(Files.isDirectory(box.settings().stateFolder().resolve("checkpoints")));
    assertFalse(Files.exists(box.folder().resolve(".git")));
  }

  @Test
  void a_sha256_repository_is_left_alone() {
    Sandbox box = new Sandbox(temporary);
    box.git("init", "-q", "--object-format=sha256");
    twoFiles(box);
    box.commitAll("start");
    changeAndUndo(box);
    assertEquals("", box.git("for-each-ref", "refs/vibe"));
  }

  @Test
  void a_repository_without_commits_works() {
    Sandbox box = new Sandbox(temporary).init();
    twoFiles(box);
    changeAndUndo(box);
  }

  @Test
  void a_linked_worktree_and_a_folder_in_a_repository_work() {
    Sandbox box = new Sandbox(temporary).init();
    box.write("sub/a.txt", "one\n");
    twoFiles(box);
    box.commitAll("start");
    box.git("worktree", "add", "-q", box.base().resolve("linked").toString());
    changeAndUndo(box.in(box.base().resolve("linked")));
    changeAndUndo(box.in(box.base().resolve("work/sub")));
    changeAndUndo(box.in(box.base().resolve("work")));
  }

  @Test
  void files_with_carriage_returns_come_back_byte_by_byte() {
    Sandbox box = new Sandbox(temporary).init();
    box.git("config", "core.autocrlf", "true");
    box.write("a.txt", "one\r\n");
    box.write("b.txt", "two\r\n");
    box.commitAll("start");
    changeAndUndo(box);
  }

  @Test
  void a_file_that_became_a_folder_and_a_folder_that_became_a_file_go_back_and_forth()
      throws IOException {
    Sandbox box = new Sandbox(temporary).init();
    twoFiles(box);
    box.write("folder/deep/c.txt", "c\n");
    box.write("linked/d.txt", "d\n");
    box.commitAll("start");
    try (UndoScene scene = new UndoScene(box, "s1")) {
      Map<String, String> before = scene.files();
      scene.command(
          () -> {
            box.delete("a.txt");
            box.write("a.txt/x/1", "1\n");
            box.write("a.txt/2", "2\n");
            box.delete("folder/deep/c.txt");
            box.delete("folder/deep");
            box.delete("folder");
            box.write("folder", "now a file\n");
            box.delete("linked/d.txt");
            box.delete("linked");
            link(box, "linked", "b.txt");
          });
      Map<String, String> after = scene.files();
      for (int i = 0; i < 2; i++) {
        assertEquals(List.of(), scene.undo(new Scope.LastRun()).problems());
        assertEquals(before, scene.files());
        assertEquals(List.of(), scene.undo(new Scope.Redo()).problems());
        assertEquals(after, scene.files());
      }
      box.write("a.txt/mine", "not the run's\n");
      UndoPlan plan = scene.plan(new Scope.LastRun());
      assertEquals(
          List.of("a.txt cannot be restored: there is a folder of that name now."), plan.notes());
      scene.undo(new Scope.LastRun());
      assertEquals("not the run's\n", box.read("a.txt/mine"));
      assertEquals("c\n", box.read("folder/deep/c.txt"));
    }
  }

  private static void link(Sandbox box, String name, String target) {
    try {
      Files.createSymbolicLink(box.folder().resolve(name), Path.of(target));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void a_file_put_where_the_run_had_made_a_folder_stays() throws IOException {
    Sandbox box = new Sandbox(temporary).init();
    twoFiles(box);
    box.commitAll("start");
    try (UndoScene scene = new UndoScene(box, "s1")) {
      scene.edit("made/new.txt", "n\n");
      box.delete("made/new.txt");
      box.delete("made");
      box.write("made", "mine\n");
      scene.edit("b.txt", "2\n");
      scene.undo(new Scope.LastRun());
      assertEquals("mine\n", box.read("made"));
      assertEquals("two\n", box.read("b.txt"));
    }
  }

  @Test
  void a_repository_that_was_moved_brings_them_along() throws IOException {
    Sandbox box = new Sandbox(temporary).init();
    twoFiles(box);
    box.commitAll("start");
    try (UndoScene scene = new UndoScene(box, "s1")) {
      scene.edit("a.txt", "1\n");
    }
    Path moved = Files.move(box.folder(), box.base().resolve("moved"));
    try (UndoScene scene = new UndoScene(box.in(moved), "s1")) {
      scene.undo(new Scope.LastRun());
      assertEquals("one\n", Files.readString(moved.resolve("a.txt")));
    }
  }

  @Test
  void those_of_a_linked_worktree_that_is_gone_are_not_those_of_another() throws IOException {
    Sandbox box = new Sandbox(temporary).init();
    twoFiles(box);
    box.commitAll("start");
    Path linked = box.base().resolve("linked");
    box.git("worktree", "add", "-q", linked.toString());
    try (UndoScene scene = new UndoScene(box.in(linked), "s1")) {
      scene.edit("a.txt", "1\n");
    }
    Files.move(linked, box.base().resolve("gone"));
    try (UndoScene scene = new UndoScene(box, "s1")) {
      assertThrows(VibeException.class, () -> scene.undo(new Scope.LastRun()));
    }
  }

  @Test
  void two_sessions_in_one_folder_are_undone_apart() {
    Sandbox box = new Sandbox(temporary).init();
    twoFiles(box);
    box.commitAll("start");
    try (UndoScene one = new UndoScene(box, "s1");
        UndoScene two = new UndoScene(box, "s2")) {
      one.edit("a.txt", "1\n");
      two.edit("b.txt", "2\n");
      one.next();
      one.edit("a.txt", "11\n");
      one.undo(new Scope.LastRun());
      assertEquals("one\n", box.read("a.txt"));
      assertEquals("2\n", box.read("b.txt"));
      two.undo(new Scope.LastRun());
      assertEquals("two\n", box.read("b.txt"));
    }
  }

  @Test
  void old_checkpoints_go_but_never_the_last() throws IOException {
    Instant now = Instant.parse("2026-06-01T00:00:00Z");
    List<Stored> all = new ArrayList<>();
    all.add(stored("old", 1, now.minus(Duration.ofDays(50))));
    all.add(stored("old", 2, now.minus(Duration.ofDays(49))));
    all.add(stored("older-last", 1, now.minus(Duration.ofDays(40))));
    assertEquals(2, CheckpointPruning.doomed(all, now).size());
    assertFalse(CheckpointPruning.doomed(all, now).contains(all.getLast()));
    all.add(stored("new", 1, now.minus(Duration.ofDays(2))));
    assertEquals(3, CheckpointPruning.doomed(all, now).size());
    for (int i = 2; i <= CheckpointPruning.MOST + 1; i++) {
      all.add(stored("new", i, now));
    }
    assertEquals(4, CheckpointPruning.doomed(all, now).size());
  }

  private static Stored stored(String session, int number, Instant at) {
    CheckpointRecord record =
        new CheckpointRecord(
            new CheckpointRecord.Id(session, number),
            CheckpointRecord.Kind.CHANGE,
            new TurnId(1, number),
            "t",
            "/f",
            List.of(),
            List.of(),
            List.of());
    return new Stored(record, "", "", at);
  }

  @Test
  void undo_that_would_make_a_repository_of_a_folder_asks_about_the_file_that_does()
      throws IOException {
    Sandbox box = new Sandbox(temporary).init();
    box.write("d/HEAD", "ref: refs/heads/main\n");
    box.write("d/config", "[core]\n\tfsmonitor = touch canary\n");
    box.write("d/notes", "one\n");
    box.commitAll("start");
    try (UndoScene scene = new UndoScene(box, "s1")) {
      scene.edit("d/HEAD", UndoScene.DELETED, "d/notes", "two\n");
      Files.createDirectories(box.folder().resolve("d/objects"));
      Files.createDirectories(box.folder().resolve("d/refs"));

      assertEquals(
          List.of(UndoPlan.Standing.MAKES_REPOSITORY, UndoPlan.Standing.AS_LEFT),
          scene.plan(new Scope.LastRun()).items().stream().map(UndoPlan.Item::standing).toList());
      Undo.Outcome outcome = scene.undo(new Scope.LastRun());

      assertEquals(List.of("d/HEAD"), outcome.left());
      assertFalse(Files.exists(box.folder().resolve("d/HEAD")));
      assertEquals("one\n", Files.readString(box.folder().resolve("d/notes")));
    }
  }

  @Test
  void repository_that_the_run_removed_comes_back_after_a_yes() throws IOException {
    Sandbox box = new Sandbox(temporary).init();
    box.write("d/HEAD", "ref: refs/heads/main\n");
    box.write("d/objects/x", "x\n");
    box.write("d/refs/x", "x\n");
    box.commitAll("start");
    try (UndoScene scene = new UndoScene(box, "s1")) {
      Map<String, String> before = scene.files();
      scene.edit("d/HEAD", UndoScene.DELETED, "d/objects/x", UndoScene.DELETED);
      scene.undo(new Scope.LastRun(), "d/HEAD");
      assertEquals(before, scene.files());
    }
  }
}
