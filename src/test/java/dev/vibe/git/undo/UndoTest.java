package dev.vibe.git.undo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.git.Sandbox;
import dev.vibe.git.checkpoint.CheckpointPlace;
import dev.vibe.git.checkpoint.CheckpointRecord;
import dev.vibe.git.checkpoint.CheckpointStore;
import dev.vibe.git.checkpoint.Steps;
import dev.vibe.git.checkpoint.TurnId;
import dev.vibe.git.commit.CommitBench;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.file.FileKind;
import dev.vibe.git.snapshot.Worktree;
import dev.vibe.git.store.TreeEntry;
import dev.vibe.git.undo.Undo.Scope;
import dev.vibe.git.undo.UndoPlan.Commits;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UndoTest {

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
    box.commitAll("start");
    box.write("loose.txt", "untracked\n");
    scene = new UndoScene(box, "s1");
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void edits_and_commands_of_a_run_are_undone_and_redone_as_a_whole() {
    Map<String, String> before = scene.files();
    scene.edit("a.txt", "1\n", "new/deep/c.txt", "c\n");
    scene.next();
    scene.command(
        () -> {
          box.delete("b.txt");
          box.write("loose.txt", "gone over\n");
          box.executable("a.txt");
        });
    Map<String, String> after = scene.files();

    Undo.Outcome outcome = scene.undo(RUN);

    assertEquals(List.of(), outcome.left());
    assertEquals(before, scene.files());
    assertEquals(List.of(""), scene.folders());
    scene.undo(REDO);
    assertEquals(after, scene.files());
    scene.undo(RUN);
    assertEquals(before, scene.files());
    box.assertSound();
  }

  @Test
  void turns_are_undone_one_by_one() {
    scene.edit("a.txt", "1\n");
    scene.next();
    scene.edit("a.txt", "11\n");
    scene.next();
    scene.edit("b.txt", "2\n");

    scene.undo(new Scope.Turns(2));
    assertEquals("1\n", box.read("a.txt"));
    assertEquals("two\n", box.read("b.txt"));
    scene.undo(new Scope.Turns(1));
    assertEquals("one\n", box.read("a.txt"));
    assertThrows(VibeException.class, () -> scene.plan(RUN));
    scene.undo(REDO);
    assertEquals("1\n", box.read("a.txt"));
    scene.undo(REDO);
    assertEquals("11\n", box.read("a.txt"));
    assertEquals("2\n", box.read("b.txt"));
    assertThrows(VibeException.class, () -> scene.plan(REDO));
  }

  @Test
  void runs_are_told_apart_and_a_new_change_ends_what_can_be_redone() {
    scene.edit("a.txt", "1\n");
    scene.run(2);
    scene.edit("b.txt", "2\n");
    scene.undo(RUN);
    assertEquals("1\n", box.read("a.txt"));
    assertEquals("two\n", box.read("b.txt"));
    scene.run(3);
    scene.edit("b.txt", "3\n");
    assertThrows(VibeException.class, () -> scene.plan(REDO));
    scene.undo(RUN);
    scene.undo(RUN);
    assertEquals("one\n", box.read("a.txt"));
  }

  @Test
  void what_the_user_changed_since_is_kept_unless_agreed_to() {
    scene.edit("a.txt", "1\n", "b.txt", "2\n", "c.txt", "3\n");
    box.write("a.txt", "mine\n");
    box.write("c.txt", "3\nmine\n");

    Undo.Outcome outcome = scene.undo(RUN);
    assertEquals(List.of("a.txt", "c.txt"), outcome.left());
    assertEquals("mine\n", box.read("a.txt"));
    assertEquals("two\n", box.read("b.txt"));
    assertEquals("3\nmine\n", box.read("c.txt"));

    scene.undo(REDO);
    scene.undo(RUN, "a.txt");
    assertEquals("one\n", box.read("a.txt"));
    scene.undo(REDO);
    assertEquals("mine\n", box.read("a.txt"));
  }

  @Test
  void lines_of_the_user_stay_when_they_are_other_lines() {
    String ten = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n";
    box.write("ten.txt", ten);
    scene.edit("ten.txt", ten.replace("2\n", "run\n"));
    box.write("ten.txt", ten.replace("2\n", "run\n").replace("9\n", "user\n"));

    assertEquals(UndoPlan.Standing.MERGED, scene.plan(RUN).items().getFirst().standing());
    assertEquals(List.of(), scene.undo(RUN).left());
    assertEquals(ten.replace("9\n", "user\n"), box.read("ten.txt"));
  }

  @Test
  void what_somebody_did_between_two_changes_comes_back() {
    scene.edit("a.txt", "1\n");
    box.write("a.txt", "user\n");
    scene.next();
    scene.edit("a.txt", "2\n");
    UndoPlan plan = scene.plan(RUN);
    assertEquals(1, plan.notes().size(), plan.notes().toString());
    scene.undo(RUN);
    assertEquals("user\n", box.read("a.txt"));
  }

  @Test
  void a_commit_of_the_run_goes_and_what_the_user_staged_stays() {
    box.write("b.txt", "two\nstaged\n");
    box.git("add", "b.txt");
    scene.edit("a.txt", "1\n");
    Sandbox.committed(scene.git.commit(scene.changes, Sandbox.request("Change a")));
    String head = box.git("rev-parse", "HEAD");

    assertInstanceOf(Commits.Move.class, scene.plan(RUN).commits());
    assertEquals(List.of(), scene.undo(RUN).problems());

    assertEquals("start\n", box.git("log", "--format=%s"));
    assertEquals("one\n", box.read("a.txt"));
    assertEquals("M  b.txt\n?? loose.txt\n", box.git("status", "--porcelain"));
    scene.undo(REDO);
    assertEquals(head, box.git("rev-parse", "HEAD"));
    assertEquals("M  b.txt\n?? loose.txt\n", box.git("status", "--porcelain"));
    assertEquals("1\n", box.read("a.txt"));
    box.assertSound();
  }

  @Test
  void a_commit_that_was_built_on_or_pushed_stays() {
    scene.edit("a.txt", "1\n");
    Sandbox.committed(scene.git.commit(scene.changes, Sandbox.request("Change a")));
    box.git("branch", "other");
    Commits.Stay held = assertInstanceOf(Commits.Stay.class, scene.plan(RUN).commits());
    assertTrue(held.why().contains("other"), held.why());
    box.git("branch", "-D", "other");
    box.git("commit", "-q", "--allow-empty", "-m", "mine");
    String head = box.git("rev-parse", "HEAD");

    Commits.Stay stay = assertInstanceOf(Commits.Stay.class, scene.plan(RUN).commits());
    assertTrue(stay.remedy().startsWith("git revert "), stay.remedy());
    scene.undo(RUN);
    assertEquals(head, box.git("rev-parse", "HEAD"));
    assertEquals("one\n", box.read("a.txt"));
  }

  private UndoPlan reverting() {
    try (Undo undo = scene.git.undo()) {
      return undo.reverting(undo.plan("s1", RUN, List.of()));
    }
  }

  private Undo.Outcome revert() {
    try (Undo undo = scene.git.undo()) {
      UndoPlan plan = undo.reverting(undo.plan("s1", RUN, List.of()));
      return undo.carryOut(plan, Set.of(), scene.journal());
    }
  }

  @Test
  void commits_that_were_built_on_are_reverted_beside_staged_and_unstaged_work() {
    scene.edit("a.txt", "1\n", "new/made.txt", "x\n");
    Sandbox.committed(scene.git.commit(scene.changes, Sandbox.request("Change a")));
    box.write("b.txt", "mine\n");
    box.git("commit", "-q", "-am", "mine");
    box.write("b.txt", "staged\n");
    box.git("add", "b.txt");
    box.write("b.txt", "unstaged\n");
    String head = box.git("rev-parse", "HEAD");

    assertEquals(List.of(), revert().problems());
    assertEquals(head, box.git("rev-parse", "HEAD~"));
    assertEquals(
        "D\tnew/made.txt\nM\ta.txt\n", sorted(box.git("diff", "--name-status", "HEAD~", "HEAD")));
    assertTrue(
        box.git("log", "-1", "--format=%B")
            .startsWith("Revert \"Change a\"\n\nThis reverts commit "));
    assertEquals("MM b.txt\n?? loose.txt\n", box.git("status", "--porcelain"));
    assertEquals("staged\n", box.git("show", ":b.txt"));
    assertEquals("unstaged\n", box.read("b.txt"));
    assertEquals("one\n", box.read("a.txt"));
    scene.undo(REDO);
    assertEquals(head, box.git("rev-parse", "HEAD"));
    assertEquals("1\n", box.read("a.txt"));
    box.assertSound();
  }

  private static String sorted(String lines) {
    return lines.lines().sorted().map(line -> line + "\n").reduce("", String::concat);
  }

  @Test
  void revert_goes_line_by_line_where_a_later_commit_changed_the_file_too() {
    String ten = CommitBench.TEN;
    box.write("a.txt", ten);
    box.commitAll("ten");
    scene.next();
    scene.edit("a.txt", ten.replace("2\n", "two\n"));
    Sandbox.committed(scene.git.commit(scene.changes, Sandbox.request("Two")));
    box.write("a.txt", ten.replace("2\n", "two\n").replace("9\n", "nine\n"));
    box.git("commit", "-q", "-am", "nine");

    assertInstanceOf(Commits.Revert.class, reverting().commits());
    revert();
    assertEquals(ten.replace("9\n", "nine\n"), box.git("show", "HEAD:a.txt"));
    box.assertSound();
  }

  @Test
  void revert_that_conflicts_is_refused_and_changes_nothing() {
    scene.edit("a.txt", "1\n");
    Sandbox.committed(scene.git.commit(scene.changes, Sandbox.request("Change a")));
    box.write("a.txt", "other\n");
    box.git("commit", "-q", "-am", "mine");
    Map<String, String> files = scene.files();
    String head = box.git("rev-parse", "HEAD");

    VibeException refused = assertThrows(VibeException.class, this::reverting);
    assertEquals(ProblemCode.REVERT_CONFLICT, refused.problem().code());
    assertTrue(refused.problem().cause().contains("a.txt"), refused.problem().cause());
    assertEquals(files, scene.files());
    assertEquals(head, box.git("rev-parse", "HEAD"));
    assertEquals("?? loose.txt\n", box.git("status", "--porcelain"));
  }

  @Test
  void commits_stay_where_the_index_is_sparse() {
    box.write("out/o.txt", "o\n");
    box.commitAll("more");
    box.git("sparse-checkout", "set", "--cone", "--sparse-index", "in");
    scene.next();
    scene.edit("a.txt", "1\n");
    Sandbox.committed(scene.git.commit(scene.changes, Sandbox.request("Change a")));

    assertInstanceOf(Commits.Stay.class, scene.plan(RUN).commits());
    assertEquals(List.of(), scene.undo(RUN).problems());
    assertEquals("one\n", box.read("a.txt"));
  }

  @Test
  void commits_made_by_a_command_go_too() {
    scene.command(
        () -> {
          box.write("a.txt", "1\n");
          box.git("commit", "-q", "-am", "by hand of the model");
        });
    scene.undo(RUN);
    assertEquals("start\n", box.git("log", "--format=%s"));
    assertEquals("?? loose.txt\n", box.git("status", "--porcelain"));
  }

  @Test
  void links_and_kinds_come_back() throws IOException {
    Files.createSymbolicLink(box.folder().resolve("link"), Path.of("a.txt"));
    Map<String, String> before = scene.files();
    scene.command(
        () -> {
          try {
            Files.delete(box.folder().resolve("link"));
            box.write("link", "a file now\n");
            Files.delete(box.folder().resolve("b.txt"));
            Files.createSymbolicLink(box.folder().resolve("b.txt"), Path.of("loose.txt"));
            Files.createSymbolicLink(box.folder().resolve("fresh"), Path.of("nowhere"));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    Map<String, String> after = scene.files();
    scene.undo(RUN);
    assertEquals(before, scene.files());
    scene.undo(REDO);
    assertEquals(after, scene.files());
  }

  @Test
  void a_command_that_was_cut_off_is_only_undone_file_by_file() {
    scene.begin("run rm -rf .");
    box.delete("a.txt");
    box.write("b.txt", "half\n");
    // killed here: nobody looks at what it did

    UndoPlan plan = scene.plan(RUN);
    assertEquals(2, plan.items().size());
    assertEquals(List.of("a.txt", "b.txt"), scene.undo(RUN).left());
    scene.undo(RUN, "a.txt", "b.txt");
    assertEquals("one\n", box.read("a.txt"));
    assertEquals("two\n", box.read("b.txt"));
    assertThrows(VibeException.class, () -> scene.plan(RUN));
  }

  @Test
  void what_a_command_changed_is_recorded_beside_what_comes_next() {
    Object disk = new Object();
    List<String> steps = new ArrayList<>();
    Steps watched =
        step -> {
          synchronized (disk) {
            steps.add(step);
          }
        };
    try (UndoScene other = new UndoScene(box, "s2", watched)) {
      other.begin("run something");
      box.write("a.txt", "changed\n");
      synchronized (disk) {
        steps.clear();
        other.record();
        assertEquals(List.of(), steps);
      }
      other.checkpoints.settle();
      assertFalse(steps.isEmpty());

      other.undo(RUN);
      assertEquals("- one\n", other.files().get("a.txt"));
    }
  }

  @Test
  void checkpoints_touch_neither_index_nor_head_nor_hooks_and_work_under_a_lock()
      throws IOException {
    box.write(".git/hooks/reference-transaction", "#!/bin/sh\ntouch " + box.base() + "/PWNED\n");
    box.executable(".git/hooks/reference-transaction");
    box.write(".gitattributes", "*.txt filter=evil\n");
    box.git("config", "filter.evil.clean", "touch " + box.base() + "/PWNED; cat");
    byte[] index = box.bytes(".git/index");
    box.write(".git/index.lock", "held");
    scene.edit("a.txt", "1\n");
    scene.command(() -> box.write("b.txt", "2\n"));
    assertEquals(List.of(), scene.checkpoints.takeProblems());
    scene.undo(RUN);
    assertEquals("one\n", box.read("a.txt"));
    assertEquals("two\n", box.read("b.txt"));
    assertTrue(Arrays.equals(index, box.bytes(".git/index")));
    assertFalse(Files.exists(box.base().resolve("PWNED")));
    box.delete(".git/index.lock");
    box.delete(".git/hooks/reference-transaction");
    assertTrue(box.git("for-each-ref", "refs/vibe/s1").contains("refs/vibe/s1/1"));
    assertEquals("", box.git("reflog", "exists", "refs/heads/main").strip());
    box.assertSound();
  }

  @Test
  void a_large_file_is_skipped_and_says_so() {
    byte[] large = new byte[(int) Worktree.MOST_BYTES_OF_FILE + 1];
    box.write("large.bin", large);
    scene.command(
        () -> {
          box.delete("large.bin");
          box.write("a.txt", "1\n");
        });
    UndoPlan plan = scene.plan(RUN);
    assertEquals(1, plan.notes().size());
    assertTrue(plan.notes().getFirst().contains("large.bin"));
    scene.undo(RUN);
    assertEquals("one\n", box.read("a.txt"));
  }

  @Test
  void nothing_outside_or_of_git_is_ever_restored() throws IOException {
    // what a hostile repository could bring along
    CheckpointPlace place = new CheckpointPlace(box.folder(), List.of(folders()), box.settings());
    try (CheckpointStore store = place.open(Steps.UNWATCHED)) {
      String blob = store.add(FileKind.REGULAR, "evil".getBytes(StandardCharsets.UTF_8)).id();
      Files.writeString(box.base().resolve("outside.txt"), "safe\n");
      String outside = ".vibe-outside" + box.base().resolve("outside.txt");
      TreeEntry evil = new TreeEntry("100644", blob);
      TreeEntry safe = store.add(FileKind.REGULAR, "safe\n".getBytes(StandardCharsets.UTF_8));
      CheckpointRecord record =
          new CheckpointRecord(
              new CheckpointRecord.Id("s1", 1),
              CheckpointRecord.Kind.CHANGE,
              new TurnId(1, 1),
              "evil",
              box.folder().toString(),
              List.of(),
              List.of("../../base"),
              List.of());
      store.keep(record, store.tree(Map.of(outside, evil)), store.tree(Map.of(outside, safe)), "");
    }
    UndoPlan plan = scene.plan(RUN);
    assertEquals(List.of(), plan.items());
    assertEquals(1, plan.notes().size());
    scene.undo(RUN);
    assertEquals("safe\n", Files.readString(box.base().resolve("outside.txt")));
  }

  private GitFolders folders() {
    return ((GitFolders.Search.Found) GitFolders.find(box.folder())).folders();
  }
}
