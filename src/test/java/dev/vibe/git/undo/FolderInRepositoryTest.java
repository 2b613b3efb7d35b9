package dev.vibe.git.undo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.vibe.git.GitWorkspace;
import dev.vibe.git.Sandbox;
import dev.vibe.git.UsersWork;
import dev.vibe.git.commit.ChangedFile;
import dev.vibe.git.commit.CommitOutcome;
import dev.vibe.git.commit.PastRuns;
import dev.vibe.git.commit.RunChanges;
import dev.vibe.git.undo.Undo.Scope;
import dev.vibe.workspace.WorkspacePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session in {@code packages/a}, whose commands reach {@code packages/b} and the top. */
class FolderInRepositoryTest {

  @TempDir Path temporary;

  private Sandbox box;
  private Path top;

  @BeforeEach
  void two_packages() {
    box = new Sandbox(temporary).init();
    top = box.folder();
    box.write("packages/a/src/util.js", "1\n2\n3\n4\n5\n6\n");
    box.write("packages/b/src/x.js", "1\n2\n3\n4\n5\n6\n7\n8\n9\n");
    box.write("top.txt", "top\n");
    box.commitAll("start");
    box.in(top.resolve("packages/a"));
  }

  private CommitOutcome.Committed commit(UndoScene scene) {
    return assertInstanceOf(
        CommitOutcome.Committed.class, scene.git.commit(scene.changes, Sandbox.request("by run")));
  }

  private String show() {
    return box.git(top, "show", "-M", "--format=", "--name-status", "HEAD");
  }

  private String status() {
    return box.git(top, "status", "--porcelain", "-uall");
  }

  private String inTop(String path) {
    return box.read(top.resolve(path).toString());
  }

  private void writeInTop(String path, String text) {
    box.write(top.resolve(path).toString(), text);
  }

  @Test
  void a_rename_out_of_the_folder_is_one_change_and_undo_takes_both_halves_back() {
    writeInTop("packages/b/src/x.js", "staged by the user\n");
    box.git(top, "add", "packages/b/src/x.js");
    writeInTop("top.txt", "not staged\n");
    try (UndoScene scene = new UndoScene(box, "s1")) {
      scene.destructive(() -> box.git("mv", "src/util.js", "../b/src/"));
      assertEquals(
          List.of(top.resolve("packages/b/src/util.js").toString(), "src/util.js"),
          scene.changes.files().stream().map(file -> file.path().relative()).sorted().toList());
      commit(scene);
      assertEquals("R100\tpackages/a/src/util.js\tpackages/b/src/util.js\n", show());
      assertEquals("M  packages/b/src/x.js\n M top.txt\n", status());
      scene.undo(new Scope.LastRun());
      assertEquals("start", box.git("log", "-1", "--format=%s").strip());
      assertEquals("M  packages/b/src/x.js\n M top.txt\n", status());
      assertEquals("1\n2\n3\n4\n5\n6\n", box.read("src/util.js"));
    }
  }

  @Test
  void lines_of_the_user_beside_the_folder_stay_apart_from_the_runs() {
    writeInTop("packages/b/src/x.js", "1 user\n2\n3\n4\n5\n6\n7\n8\n9\n");
    try (UndoScene scene = new UndoScene(box, "s1")) {
      scene.command(
          () -> {
            writeInTop("packages/b/src/x.js", "1 user\n2\n3\n4\n5\n6\n7\n8\n9 run\n");
            writeInTop("packages/b/deep/er/new.js", "new\n");
            box.write("own/n.js", "own\n");
          });
      commit(scene);
      assertEquals("1\n2\n3\n4\n5\n6\n7\n8\n9 run\n", box.git("show", "HEAD:packages/b/src/x.js"));
      assertEquals(
          "A\tpackages/a/own/n.js\nA\tpackages/b/deep/er/new.js\nM\tpackages/b/src/x.js\n", show());
      assertEquals(" M packages/b/src/x.js\n", status());
      writeInTop("packages/b/note.txt", "of the user, meanwhile\n");
      assertEquals(List.of(), scene.undo(new Scope.LastRun()).problems());
      assertEquals(" M packages/b/src/x.js\n?? packages/b/note.txt\n", status());
      assertEquals("1 user\n2\n3\n4\n5\n6\n7\n8\n9\n", inTop("packages/b/src/x.js"));
      assertFalse(Files.exists(top.resolve("packages/b/deep")));
      assertFalse(Files.exists(top.resolve("packages/a/own")));
      scene.undo(new Scope.Redo());
      assertEquals("new\n", inTop("packages/b/deep/er/new.js"));
      assertEquals("1 user\n2\n3\n4\n5\n6\n7\n8\n9 run\n", inTop("packages/b/src/x.js"));
    }
  }

  @Test
  void lines_of_the_user_that_move_out_of_the_folder_stay_uncommitted_there() {
    box.write("src/util.js", "1\n2\n3\n4\n5\n6 user\n");
    try (UndoScene scene = new UndoScene(box, "s1")) {
      scene.command(
          () -> {
            writeInTop("packages/b/util.js", "1 run\n2\n3\n4\n5\n6 user\n");
            box.delete("src/util.js");
          });
      commit(scene);
      assertEquals("1 run\n2\n3\n4\n5\n6\n", box.git("show", "HEAD:packages/b/util.js"));
      assertEquals(" M packages/b/util.js\n", status());
    }
  }

  @Test
  void what_a_session_left_beside_its_folder_is_its_own_when_it_goes_on() {
    try (UndoScene scene = new UndoScene(box, "s1")) {
      scene.command(() -> writeInTop("packages/b/src/x.js", "run\n"));
    }
    try (GitWorkspace git = box.open()) {
      RunChanges again = git.ledger(List.of(new PastRuns("s1", 1)));
      assertEquals(
          List.of(top.resolve("packages/b/src/x.js")),
          again.pending().stream().map(ChangedFile::path).map(WorkspacePath::absolute).toList());
      assertInstanceOf(
          CommitOutcome.Committed.class,
          git.commit(again, Sandbox.request("go on", "../b").from(box.folder())));
      assertEquals("M\tpackages/b/src/x.js\n", show());
    }
  }

  @Test
  void work_of_the_user_beside_the_folder_is_found_as_a_command_would_name_it() throws IOException {
    writeInTop("packages/b/src/x.js", "user\n");
    writeInTop("packages/b/note.txt", "user\n");
    writeInTop("staged.txt", "user\n");
    box.git(top, "add", "staged.txt");
    try (UndoScene scene = new UndoScene(box, "s1");
        UsersWork work = scene.git.usersWork(scene.changes, "s1").orElseThrow()) {
      assertEquals(List.of("../b/src/x.js"), work.unstaged(path -> true));
      assertEquals(List.of("../../staged.txt"), work.staged(path -> true));
      assertEquals(List.of("../b/note.txt"), work.untracked(path -> true));
      assertEquals(List.of(), work.untracked(path -> !path.startsWith("../")));
    }
  }

  @Test
  void ignored_files_beside_the_folder_that_a_command_names_come_back() throws IOException {
    writeInTop(".gitignore", ".env\n");
    writeInTop("packages/b/.env", "KEY=1\n");
    try (UndoScene scene = new UndoScene(box, "s1")) {
      var before = scene.git.snapshot();
      var ignored = scene.git.ignoredFiles(before, Set.of("../b/.env"));
      Files.delete(top.resolve("packages/b/.env"));
      assertEquals(
          List.of(top.resolve("packages/b/.env")),
          ignored.changes(scene.git.snapshot()).stream()
              .map(change -> change.path().absolute())
              .toList());
    }
  }
}
