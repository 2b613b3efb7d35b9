package dev.vibe.git.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.git.GitRepository;
import dev.vibe.git.Sandbox;
import dev.vibe.git.checkpoint.Checkpoints.Danger;
import dev.vibe.git.commit.RunChanges;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.snapshot.WorktreeSnapshot;
import dev.vibe.git.store.Head;
import dev.vibe.workspace.WorkspacePath;
import dev.vibe.workspace.change.FileChange;
import dev.vibe.workspace.content.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is recorded, call by call, whatever came before. */
class CheckpointsTest {

  private static final String NEW = "1".repeat(40);
  private static final String NEWER = "2".repeat(40);

  private Sandbox box;
  private GitRepository git;
  private Checkpoints checkpoints;
  private Head head;
  private boolean fails;

  @BeforeEach
  void make(@TempDir Path temporary) {
    box = new Sandbox(temporary).init();
    box.write("a.txt", "one\n");
    box.commitAll("start");
    head = new Head("refs/heads/main", box.git("rev-parse", "HEAD").strip());
    git = (GitRepository) box.open();
    checkpoints =
        new Checkpoints(
            place(),
            "s1",
            git::snapshot,
            () -> head,
            step -> {
              if (fails) {
                throw new UncheckedIOException(new IOException("full"));
              }
            });
  }

  @AfterEach
  void close() {
    checkpoints.close();
    git.close();
  }

  private CheckpointPlace place() {
    GitFolders folders = ((GitFolders.Search.Found) GitFolders.find(box.folder())).folders();
    return new CheckpointPlace(box.folder(), List.of(folders), box.settings());
  }

  /** Kind and title of each record, oldest first. */
  private List<String> records() {
    checkpoints.settle();
    try (CheckpointStore store = place().open(Steps.UNWATCHED)) {
      return store.records().stream()
          .map(CheckpointRecord.Stored::record)
          .map(record -> record.kind() + " " + record.title())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private FileChange change(String text) {
    return FileChange.between(
        WorkspacePath.below(box.folder(), "a.txt"),
        new Content.Present(box.bytes("a.txt")),
        new Content.Present(text.getBytes(StandardCharsets.UTF_8)));
  }

  private boolean isMarked() {
    try {
      return CommandMarker.of(box.settings(), "s1").isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void edit(String text) {
    checkpoints.beforeEdits(List.of(change(text)), "edit " + text.strip());
    checkpoints.settle();
    box.write("a.txt", text);
  }

  private WorktreeSnapshot begin(String title, Danger danger) {
    WorktreeSnapshot before = git.snapshot();
    checkpoints.beforeCommand(before, title, danger);
    return before;
  }

  @Test
  void the_end_of_a_command_is_recorded_once() {
    WorktreeSnapshot before = begin("make", Danger.USUAL);
    assertTrue(isMarked());
    box.write("a.txt", "two\n");
    checkpoints.afterCommand(git.changesSince(before));
    checkpoints.afterCommand(git.changesSince(before));
    assertEquals(List.of("STATE make", "CHANGE make"), records());
    assertFalse(isMarked());
  }

  @Test
  void the_end_of_a_command_that_nobody_saw_begin_is_not_recorded() {
    WorktreeSnapshot before = git.snapshot();
    box.write("a.txt", "two\n");
    checkpoints.afterCommand(git.changesSince(before));
    assertEquals(List.of(), records());
  }

  @Test
  void a_command_that_changes_nothing_leaves_no_change_and_no_mark() {
    WorktreeSnapshot before = begin("ls", Danger.USUAL);
    checkpoints.afterCommand(git.changesSince(before));
    assertEquals(List.of("STATE ls"), records());
    assertFalse(isMarked());
  }

  @Test
  void edits_while_a_command_runs_do_not_end_it() {
    WorktreeSnapshot before = begin("make", Danger.USUAL);
    edit("two\n");
    box.write("b.txt", "made\n");
    assertTrue(isMarked());
    checkpoints.afterCommand(git.changesSince(before));
    assertEquals(List.of("STATE make", "CHANGE edit two", "CHANGE make"), records());
    assertFalse(isMarked());
  }

  @Test
  void a_command_whose_end_was_never_told_gives_way_to_the_next() {
    begin("first", Danger.USUAL);
    WorktreeSnapshot before = begin("second", Danger.USUAL);
    box.write("a.txt", "two\n");
    checkpoints.afterCommand(git.changesSince(before));
    assertEquals(List.of("STATE first", "CHANGE second"), records());
  }

  @Test
  void a_move_of_head_alone_is_a_change_of_the_command() {
    WorktreeSnapshot before = begin("git commit", Danger.USUAL);
    head = new Head(head.branch(), NEW);
    checkpoints.afterCommand(git.changesSince(before));
    assertEquals(List.of("STATE git commit", "CHANGE git commit"), records());
  }

  @Test
  void a_commit_that_was_not_made_takes_its_own_record_back() {
    checkpoints.beforeCommit(head, NEW, "commit one");
    assertEquals(List.of("CHANGE commit one"), records());
    checkpoints.notCommitted();
    assertEquals(List.of(), records());
    checkpoints.notCommitted();
    assertEquals(List.of(), records());
  }

  @Test
  void a_commit_that_was_made_stays_when_the_next_is_refused() {
    checkpoints.beforeCommit(head, NEW, "commit one");
    checkpoints.committed();
    checkpoints.notCommitted(); // refused before it was announced
    assertEquals(List.of("CHANGE commit one"), records());
    checkpoints.beforeCommit(new Head(head.branch(), NEW), NEWER, "commit two");
    checkpoints.notCommitted();
    assertEquals(List.of("CHANGE commit one"), records());
  }

  @Test
  void a_command_that_begins_ends_the_doubt_about_a_commit() {
    checkpoints.beforeCommit(head, NEW, "commit one");
    WorktreeSnapshot before = begin("make", Danger.USUAL);
    checkpoints.notCommitted();
    box.write("a.txt", "two\n");
    checkpoints.afterCommand(git.changesSince(before));
    assertEquals(List.of("CHANGE commit one", "CHANGE make"), records());
  }

  @Test
  void a_commit_that_cannot_be_recorded_has_nothing_to_take_back() {
    edit("two\n");
    fails = true;
    checkpoints.beforeCommit(head, NEW, "commit one");
    fails = false;
    checkpoints.notCommitted();
    assertEquals(List.of("CHANGE edit two"), records());
  }

  @Test
  void after_a_failure_only_what_could_destroy_work_is_recorded_until_that_works() {
    fails = true;
    edit("two\n");
    fails = false;
    edit("three\n");
    checkpoints.afterCommand(git.changesSince(begin("make", Danger.USUAL)));
    checkpoints.beforeCommit(head, NEW, "commit one");
    assertEquals(List.of(), records());
    checkpoints.afterCommand(git.changesSince(begin("rm -rf a", Danger.DESTRUCTIVE)));
    edit("four\n");
    assertEquals(List.of("STATE rm -rf a", "CHANGE edit four"), records());
    assertEquals(1, checkpoints.takeProblems().size());
  }

  @Test
  void a_second_commit_with_nothing_to_commit_leaves_the_first_to_be_undone() {
    Checkpoints own = git.checkpoints("s1");
    RunChanges changes = box.ledger();
    FileChange change = change("two\n");
    own.beforeEdits(List.of(change), "edit two");
    own.settle();
    box.write("a.txt", "two\n");
    changes.record(change);
    Sandbox.committed(git.commit(changes, Sandbox.request("feat: two")));
    Sandbox.nothing(git.commit(changes, Sandbox.request("feat: nothing")));
    own.settle();
    assertEquals(List.of("CHANGE edit two", "CHANGE commit feat: two"), records());
  }
}
