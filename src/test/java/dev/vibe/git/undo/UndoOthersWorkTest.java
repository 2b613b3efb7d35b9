package dev.vibe.git.undo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.git.Sandbox;
import dev.vibe.git.checkpoint.Checkpoints.Mover;
import dev.vibe.git.undo.Undo.CommitsToo;
import dev.vibe.git.undo.Undo.Permission;
import dev.vibe.git.undo.Undo.Scope;
import dev.vibe.git.undo.UndoPlan.Commits;
import dev.vibe.git.undo.UndoPlan.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others did before, between, during and after a run: an undo takes back the run's alone. */
class UndoOthersWorkTest {

  private static final Scope RUN = new Scope.LastRun();
  private static final String FIFTY =
      IntStream.rangeClosed(1, 50).mapToObj(i -> i + "\n").collect(Collectors.joining());

  @TempDir Path temporary;
  private Sandbox box;
  private UndoScene scene;

  @BeforeEach
  void make() {
    box = new Sandbox(temporary).init();
    box.write("a.txt", "one\n");
    box.write("b.txt", "two\n");
    box.write("fifty.txt", FIFTY);
    box.commitAll("start");
    scene = new UndoScene(box, "s1");
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void lines_of_the_user_between_those_of_the_run_stay() {
    scene.edit("fifty.txt", FIFTY.replaceFirst("^1\n", "run\n"));
    box.write("fifty.txt", box.read("fifty.txt").replace("\n25\n", "\nuser\n"));
    scene.next();
    scene.edit("fifty.txt", box.read("fifty.txt").replace("\n50\n", "\nrun\n"));
    box.write("fifty.txt", box.read("fifty.txt").replace("\n35\n", "\nuser again\n"));

    assertEquals(List.of(), scene.undo(RUN).left());
    assertEquals(
        FIFTY.replace("\n25\n", "\nuser\n").replace("\n35\n", "\nuser again\n"),
        box.read("fifty.txt"));
    scene.undo(new Scope.Redo());
    assertTrue(box.read("fifty.txt").startsWith("run\n"));
    assertTrue(box.read("fifty.txt").contains("\nuser\n"));
  }

  @Test
  void a_stash_and_its_pop_hide_nothing_that_the_run_did_before() {
    scene.edit("fifty.txt", FIFTY.replaceFirst("^1\n", "run\n"));
    box.write("fifty.txt", box.read("fifty.txt").replace("\n25\n", "\nuser\n"));
    scene.next();
    scene.destructive(() -> box.git("stash", "-q"));
    scene.next();
    scene.destructive(() -> box.git("stash", "pop", "-q"));

    assertEquals(List.of(), scene.undo(RUN).left());
    assertEquals(FIFTY.replace("\n25\n", "\nuser\n"), box.read("fifty.txt"));
  }

  @Test
  void a_commit_by_the_user_of_a_part_of_the_run_is_not_taken_back() {
    scene.edit("a.txt", "1\n", "b.txt", "2\n", "new.txt", "n\n");
    box.git("add", "a.txt", "new.txt");
    box.git("commit", "-q", "-m", "mine");
    String head = box.git("rev-parse", "HEAD");

    UndoPlan plan = scene.plan(RUN);
    assertEquals(
        List.of(Standing.COMMITTED, Standing.AS_LEFT, Standing.COMMITTED),
        plan.items().stream().map(UndoPlan.Item::standing).toList());
    assertTrue(plan.items().getFirst().holder().endsWith("(mine)"));
    assertEquals(List.of("a.txt", "new.txt"), scene.undo(RUN).left());
    assertEquals("1\n", box.read("a.txt"));
    assertEquals("n\n", box.read("new.txt"));
    assertEquals("two\n", box.read("b.txt"));
    assertEquals(head, box.git("rev-parse", "HEAD"));
    assertEquals("", box.git("status", "--porcelain"));
  }

  @Test
  void a_commit_of_the_user_during_a_command_is_neither_dropped_nor_passed_over() {
    scene.begin("run sleep 4");
    box.write("b.txt", "user\n");
    box.git("commit", "-q", "-am", "mine");
    scene.checkpoints.afterCommand(List.of(), Mover.SOMEBODY_ELSE);
    scene.checkpoints.settle();
    scene.edit("a.txt", "1\n");
    Sandbox.committed(scene.git.commit(scene.changes, Sandbox.request("Change a")));

    scene.undo(RUN);
    assertEquals("mine\nstart\n", box.git("log", "--format=%s"));
    assertEquals("user\n", box.read("b.txt"));
    assertEquals("one\n", box.read("a.txt"));
  }

  @Test
  void a_commit_of_the_user_between_two_of_the_run_lets_only_theirs_be_reverted() {
    scene.edit("a.txt", "1\n");
    Sandbox.committed(scene.git.commit(scene.changes, Sandbox.request("First")));
    box.write("b.txt", "user\n");
    box.git("commit", "-q", "-am", "mine");
    scene.next();
    scene.edit("fifty.txt", FIFTY.replace("\n9\n", "\nrun\n"));
    Sandbox.committed(scene.git.commit(scene.changes, Sandbox.request("Second")));

    Commits.Stay stay = assertInstanceOf(Commits.Stay.class, scene.plan(RUN).commits());
    assertEquals("other commits lie between them", stay.why());
    scene.undo(RUN);
    assertEquals("Second\nmine\nFirst\nstart\n", box.git("log", "--format=%s"));
    assertEquals("user\n", box.read("b.txt"));

    // the way out that is proposed works afterwards, too
    try (Undo undo = scene.git.undo()) {
      UndoPlan rest =
          undo.rest("s1", new Permission(List.of(), List.of(), CommitsToo.YES)).orElseThrow();
      assertEquals(
          List.of(), undo.carryOut(undo.reverting(rest), Set.of(), scene.journal()).problems());
    }
    assertEquals("Revert 2 commits\n", box.git("log", "-1", "--format=%s"));
    assertEquals("user\n", box.git("show", "HEAD:b.txt"));
    assertEquals("one\n", box.git("show", "HEAD:a.txt"));
    assertEquals("", box.git("status", "--porcelain"));
  }

  @Test
  void what_an_undo_left_can_be_undone_by_name() {
    scene.edit("a.txt", "1\n", "b.txt", "2\n");
    box.write("a.txt", "mine\n");
    assertEquals(List.of("a.txt"), scene.undo(RUN).left());
    Path file = box.folder().resolve("a.txt");
    try (Undo undo = scene.git.undo()) {
      assertEquals(List.of(file), undo.sessions().getFirst().left());
      assertEquals(
          Optional.empty(), undo.rest("s1", new Permission(List.of(), List.of(), CommitsToo.NO)));
      UndoPlan rest =
          undo.rest("s1", new Permission(List.of(), List.of(file), CommitsToo.NO)).orElseThrow();
      undo.carryOut(rest, Set.of("a.txt"), scene.journal());
    }
    assertEquals("one\n", box.read("a.txt"));
    scene.undo(new Scope.Redo());
    assertEquals("mine\n", box.read("a.txt"));
    assertEquals("two\n", box.read("b.txt"));
    scene.undo(new Scope.Redo());
    assertEquals("2\n", box.read("b.txt"));
  }

  @Test
  void a_folder_that_is_added_after_an_undo_is_undone_then() throws IOException {
    Path beside = Files.createDirectories(box.base().resolve("beside"));
    Files.writeString(beside.resolve("x.txt"), "x\n");
    scene.edit("a.txt", "1\n", "../beside/x.txt", "y\n");
    UndoPlan plan = scene.plan(RUN);
    assertEquals(1, plan.notes().size(), plan.notes().toString());
    scene.undo(RUN);
    assertEquals("one\n", box.read("a.txt"));
    assertEquals("y\n", Files.readString(beside.resolve("x.txt")));
    try (Undo undo = scene.git.undo()) {
      UndoPlan rest =
          undo.rest("s1", new Permission(List.of(beside), List.of(), CommitsToo.NO)).orElseThrow();
      assertEquals(List.of(), undo.carryOut(rest, Set.of(), scene.journal()).left());
    }
    assertEquals("x\n", Files.readString(beside.resolve("x.txt")));
  }

  @Test
  void refs_that_stay_are_named_with_the_way_back() {
    box.git("branch", "old");
    box.write("b.txt", "stashed\n");
    box.git("stash", "push", "-q");
    scene.destructive(
        () -> {
          box.git("branch", "made");
          box.git("tag", "v1");
          box.git("branch", "-q", "-D", "old");
          box.git("stash", "drop", "-q");
        });
    String notes = String.join("\n", scene.plan(RUN).notes());
    assertTrue(notes.contains("git branch -D made"), notes);
    assertTrue(notes.contains("git tag -d v1"), notes);
    assertTrue(notes.contains("git branch old "), notes);
    assertTrue(notes.contains("git stash store "), notes);
    String store = notes.lines().filter(line -> line.contains("stash store")).findFirst().get();
    box.git("stash", "store", store.replaceAll(".*store ([0-9a-f]+).*", "$1"));
    box.git("stash", "pop", "-q");
    assertEquals("stashed\n", box.read("b.txt"));
  }

  @Test
  void a_commit_that_covers_a_run_in_part_is_listed_as_such() {
    scene.edit("a.txt", "1\n", "b.txt", "2\n");
    scene.next();
    Sandbox.committed(scene.git.commit(scene.changes, Sandbox.request("Part", "a.txt")));
    String id = box.git("rev-parse", "HEAD").substring(0, 8);
    try (Undo undo = scene.git.undo()) {
      assertEquals(
          List.of("commit Part", "commit " + id + ", in part: without b.txt"),
          undo.listing().getFirst().turns().getFirst().titles());
    }
    UndoPlan plan = scene.plan(new Scope.Turns(1));
    assertInstanceOf(Commits.Move.class, plan.commits());
    assertTrue(plan.beside().remarks().getFirst().startsWith("The commit also holds a.txt"));
    scene.undo(new Scope.Turns(1));
    assertEquals("start\n", box.git("log", "--format=%s"));
    assertEquals("1\n", box.read("a.txt"));
    assertEquals(" M a.txt\n M b.txt\n", box.git("status", "--porcelain"));
    scene.undo(RUN);
    assertEquals("", box.git("status", "--porcelain"));
  }

  @Test
  void a_file_outside_of_the_repository_is_not_missed_in_a_commit() {
    scene.edit("a.txt", "1\n", "../outside.txt", "2\n");
    scene.next();
    Sandbox.committed(scene.git.commit(scene.changes, Sandbox.request("Change")));
    String id = box.git("rev-parse", "HEAD").substring(0, 8);
    try (Undo undo = scene.git.undo()) {
      assertEquals(
          List.of("commit Change", "commit " + id),
          undo.listing().getFirst().turns().getFirst().titles());
    }
  }
}
