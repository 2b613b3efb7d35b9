package dev.vibe.git.undo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.git.Sandbox;
import dev.vibe.git.commit.CommitBench;
import dev.vibe.git.undo.Undo.Scope;
import dev.vibe.git.undo.UndoPlan.Commits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is staged, and what a repository has under way, is part of what an undo gives back. */
class UndoIndexTest {

  private static final Scope RUN = new Scope.LastRun();
  private static final Scope REDO = new Scope.Redo();

  @TempDir Path temporary;
  private Sandbox box;
  private UndoScene scene;

  @BeforeEach
  void make() {
    box = new Sandbox(temporary).init();
    box.write("a.txt", "one\n");
    box.write("b.txt", "two\n");
    box.write("c.txt", "three\n");
    box.write("gone.txt", "g\n");
    box.commitAll("start");
    scene = new UndoScene(box, "s1");
  }

  @AfterEach
  void close() {
    scene.close();
  }

  /** The user has staged hunks, an announced file, a deletion and a mark; and more unstaged. */
  private void userStages() {
    box.write("a.txt", "one\nstaged\n");
    box.git("add", "a.txt");
    box.write("a.txt", "one\nstaged\nunstaged\n");
    box.write("b.txt", "two\nunstaged\n");
    box.write("new.txt", "new\n");
    box.git("add", "new.txt");
    box.write("announced.txt", "later\n");
    box.git("add", "-N", "announced.txt");
    box.git("rm", "-q", "--cached", "gone.txt");
    box.git("update-index", "--assume-unchanged", "c.txt");
  }

  private String index() {
    return box.git("ls-files", "-s", "-v", "--debug")
        .lines()
        .filter(line -> !line.startsWith("  ctime") && !line.startsWith("  mtime"))
        .filter(line -> !line.startsWith("  dev") && !line.startsWith("  uid"))
        .map(line -> line.replaceFirst("size: [0-9]+\t", ""))
        .reduce("", (all, line) -> all + line + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rm -q --cached announced.txt; stash push -q; stash pop -q",
        "commit -q -am everything",
        "reset -q --hard",
        "checkout -q HEAD -- a.txt b.txt",
        "reset -q",
        "add -A",
        "restore --staged --worktree a.txt",
        "rm -q -f a.txt",
        "mv b.txt moved.txt",
        "switch -q -c feature; commit -q -am there",
        "update-index --no-assume-unchanged c.txt",
      })
  void what_a_command_did_to_the_index_is_undone_and_redone(String commands) {
    userStages();
    Map<String, String> files = scene.files();
    String index = index();
    String head = box.git("rev-parse", "--symbolic-full-name", "HEAD", "HEAD^0");
    scene.destructive(
        () -> {
          for (String command : commands.split("; ", -1)) {
            box.git(command.split(" "));
          }
        });
    Map<String, String> filesAfter = scene.files();
    String indexAfter = index();
    String headAfter = box.git("rev-parse", "HEAD", "--symbolic-full-name", "HEAD");

    assertEquals(List.of(), scene.undo(RUN).problems());
    assertEquals(index, index());
    assertEquals(files, scene.files());
    assertEquals(head, box.git("rev-parse", "--symbolic-full-name", "HEAD", "HEAD^0"));
    box.assertSound();

    scene.undo(REDO);
    assertEquals(indexAfter, index());
    assertEquals(filesAfter, scene.files());
    assertEquals(headAfter, box.git("rev-parse", "HEAD", "--symbolic-full-name", "HEAD"));
    scene.undo(RUN);
    assertEquals(index, index());
    box.assertSound();
  }

  @Test
  void what_was_staged_survives_the_housekeeping_of_git() {
    userStages();
    String index = index();
    scene.destructive(
        () -> {
          box.git("reset", "-q", "--hard");
          box.git("reflog", "expire", "--expire=now", "--all");
          box.git("gc", "-q", "--prune=now");
        });
    scene.undo(RUN);
    assertEquals(index, index());
    box.assertSound();
  }

  @Test
  void what_the_user_has_staged_since_stays() {
    box.write("a.txt", CommitBench.TEN);
    box.commitAll("ten");
    box.write("a.txt", CommitBench.TEN.replace("2\n", "two\n"));
    box.git("add", "a.txt");
    scene.destructive(() -> box.git("reset", "-q"));
    box.write("a.txt", CommitBench.TEN.replace("9\n", "nine\n"));
    box.git("add", "a.txt");
    box.write("b.txt", "since\n");
    box.git("add", "b.txt");

    scene.undo(RUN);
    assertEquals(
        CommitBench.TEN.replace("2\n", "two\n").replace("9\n", "nine\n"),
        box.git("show", ":a.txt"));
    assertEquals("since\n", box.git("show", ":b.txt"));
  }

  @Test
  void what_both_have_staged_stays_staged() {
    box.write("a.txt", "one\nby user\n");
    scene.destructive(() -> box.git("add", "a.txt"));
    scene.destructive(() -> box.git("reset", "-q"));
    box.git("add", "a.txt");
    scene.destructive(() -> box.git("reset", "-q", "--soft", "HEAD"));

    scene.undo(RUN);
    assertEquals("one\nby user\n", box.git("show", ":a.txt"));
    box.assertSound();
  }

  @Test
  void what_cannot_be_told_apart_stays_and_is_named() {
    box.write("a.txt", "staged\n");
    box.git("add", "a.txt");
    scene.destructive(() -> box.git("reset", "-q"));
    box.write("a.txt", "staged anew\n");
    box.git("add", "a.txt");

    UndoPlan plan = scene.plan(RUN);
    assertTrue(
        plan.notes().stream().anyMatch(note -> note.startsWith("What is staged of a.txt stays")),
        plan.notes().toString());
    scene.undo(RUN);
    assertEquals("staged anew\n", box.git("show", ":a.txt"));
  }

  @Test
  void a_merge_that_a_command_gave_up_comes_back_with_its_conflicts() {
    box.diverge("a.txt");
    box.failingGit("merge", "side");
    Map<String, String> files = scene.files();
    String unmerged = box.git("ls-files", "-u");
    String merging = box.git("rev-parse", "MERGE_HEAD");
    scene.destructive(() -> box.git("merge", "--abort"));

    assertEquals(List.of(), scene.undo(RUN).problems());
    assertEquals(files, scene.files());
    assertEquals(unmerged, box.git("ls-files", "-u"));
    assertEquals(merging, box.git("rev-parse", "MERGE_HEAD"));
    box.write("a.txt", "both\n");
    box.git("commit", "-q", "-am", "merged");
    assertEquals(merging, box.git("rev-parse", "HEAD^2"));
  }

  @Test
  void a_merge_that_a_command_began_goes() {
    box.diverge("a.txt");
    String head = box.git("rev-parse", "HEAD");
    scene.destructive(() -> box.failingGit("merge", "side"));
    scene.undo(RUN);
    assertEquals("", box.git("status", "--porcelain"));
    assertEquals(head, box.git("rev-parse", "HEAD"));
    assertFalse(Files.exists(box.folder().resolve(".git/MERGE_HEAD")));
    assertFalse(Files.exists(box.folder().resolve(".git/MERGE_MSG")));
  }

  @Test
  void a_merge_that_was_finished_since_is_not_crossed() {
    box.diverge("a.txt");
    box.failingGit("merge", "side");
    scene.edit("a.txt", "resolved\n", "b.txt", "2\n");
    box.git("commit", "-q", "-am", "merged");
    Map<String, String> files = scene.files();
    String head = box.git("rev-parse", "HEAD");

    Commits.Barrier barrier = assertInstanceOf(Commits.Barrier.class, scene.plan(RUN).commits());
    assertTrue(barrier.why().contains("merge"), barrier.why());
    assertEquals(List.of(), scene.undo(RUN).restored());
    assertEquals(files, scene.files());
    assertEquals(head, box.git("rev-parse", "HEAD"));
    assertEquals("", box.git("status", "--porcelain"));
  }

  @Test
  void a_merge_that_was_begun_since_is_not_crossed() {
    box.diverge("a.txt");
    scene.edit("b.txt", "2\n");
    box.failingGit("merge", "side");
    String unmerged = box.git("ls-files", "-u");
    assertInstanceOf(Commits.Barrier.class, scene.plan(RUN).commits());
    scene.undo(RUN);
    assertEquals(unmerged, box.git("ls-files", "-u"));
    assertEquals("2\n", box.read("b.txt"));
    assertTrue(Files.exists(box.folder().resolve(".git/MERGE_HEAD")));
    box.git("merge", "--abort");
    scene.undo(RUN);
    assertEquals("two\n", box.read("b.txt"));
  }

  @Test
  void a_rebase_that_the_run_began_is_named() {
    box.diverge("a.txt");
    scene.destructive(() -> box.failingGit("rebase", "side"));
    String status = box.git("status", "--porcelain");
    Commits.Barrier barrier = assertInstanceOf(Commits.Barrier.class, scene.plan(RUN).commits());
    assertTrue(barrier.remedy().startsWith("git rebase --abort"), barrier.remedy());
    scene.undo(RUN);
    assertEquals(status, box.git("status", "--porcelain"));
  }

  @Test
  void history_that_was_rewritten_and_another_branch_are_not_crossed() {
    scene.edit("a.txt", "1\n");
    Sandbox.committed(scene.git.commit(scene.changes, Sandbox.request("Change a")));
    box.git("commit", "-q", "--amend", "-m", "mine now");
    assertInstanceOf(Commits.Barrier.class, scene.plan(RUN).commits());
    scene.undo(RUN);
    assertEquals("1\n", box.read("a.txt"));
    assertEquals("", box.git("status", "--porcelain"));

    box.git("reset", "-q", "--hard", "HEAD@{1}");
    box.git("switch", "-q", "-c", "other");
    Commits.Barrier barrier = assertInstanceOf(Commits.Barrier.class, scene.plan(RUN).commits());
    assertTrue(barrier.remedy().startsWith("git switch main"), barrier.remedy());
    scene.undo(RUN);
    assertEquals("1\n", box.read("a.txt"));
  }

  private Path folder(String name) {
    try {
      return Files.createDirectories(temporary.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void the_first_commit_goes_and_comes_back() {
    Sandbox fresh = new Sandbox(folder("fresh"));
    fresh.init();
    fresh.write("mine.txt", "mine\n");
    fresh.git("add", "mine.txt");
    try (UndoScene first = new UndoScene(fresh, "s1")) {
      first.edit("a.txt", "a\n");
      Sandbox.committed(first.git.commit(first.changes, Sandbox.request("First")));
      String head = fresh.git("rev-parse", "HEAD");
      assertEquals(List.of(), first.undo(RUN).problems());
      fresh.failingGit("rev-parse", "--verify", "-q", "HEAD");
      assertEquals("refs/heads/main\n", fresh.git("symbolic-ref", "HEAD"));
      assertEquals("A  mine.txt\n", fresh.git("status", "--porcelain"));
      assertEquals("mine.txt\n", fresh.git("ls-files"));
      first.undo(REDO);
      assertEquals(head, fresh.git("rev-parse", "HEAD"));
      assertEquals("A  mine.txt\n", fresh.git("status", "--porcelain"));
      fresh.assertSound();
    }
  }
}
