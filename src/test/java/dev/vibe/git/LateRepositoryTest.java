package dev.vibe.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.git.checkpoint.Checkpoints;
import dev.vibe.git.checkpoint.Checkpoints.Danger;
import dev.vibe.git.checkpoint.TurnId;
import dev.vibe.git.commit.CommitOutcome;
import dev.vibe.git.commit.CommitRequest;
import dev.vibe.git.commit.Moment;
import dev.vibe.git.commit.PastRuns;
import dev.vibe.git.commit.RunChanges;
import dev.vibe.git.snapshot.WorktreeSnapshot;
import dev.vibe.git.undo.Undo;
import dev.vibe.git.undo.UndoPlan;
import dev.vibe.workspace.change.FileChange;
import dev.vibe.workspace.content.Content;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session in a folder that becomes a repository while it goes on. */
class LateRepositoryTest {

  private Sandbox box;
  private GitWorkspace git;
  private Checkpoints checkpoints;
  private RunChanges changes;

  @BeforeEach
  void begin(@TempDir Path temporary) {
    box = new Sandbox(temporary);
    box.write("users.txt", "u\n");
    git = box.open();
    checkpoints = git.checkpoints("s1");
    changes = git.ledger(List.of());
    checkpoints.at(new TurnId(1, 1));
  }

  @AfterEach
  void close() {
    git.close();
  }

  private void make(String file, String text) {
    FileChange change = box.change(file, new Content.Absent(), text);
    checkpoints.beforeEdits(List.of(change), "edit " + file);
    checkpoints.settle();
    box.write(file, text);
    changes.record(change);
  }

  private CommitOutcome.Committed commit() {
    return assertInstanceOf(
        CommitOutcome.Committed.class,
        git.commit(changes, new CommitRequest("Add", List.of(), Sandbox.NOTE)));
  }

  private boolean exists(String file) {
    return Files.exists(box.folder().resolve(file));
  }

  private void undo(GitWorkspace where) {
    try (Undo undo = where.undo()) {
      UndoPlan plan = undo.plan("s1", new Undo.Scope.LastRun(), List.of());
      undo.carryOut(plan, Set.of(), box.base().resolve("journal"));
    }
  }

  @Test
  void what_the_session_wrote_before_is_its_own_to_commit() {
    make("made.txt", "m\n");
    box.init();
    make("more.txt", "m\n");

    commit();

    assertEquals("made.txt\nmore.txt\n", box.git("show", "--format=", "--name-only", "HEAD"));
    assertEquals("?? users.txt\n", box.git("status", "--short"));
  }

  @Test
  void undo_takes_back_what_was_done_before_and_since() {
    make("made.txt", "m\n");
    box.init();
    make("more.txt", "m\n");
    commit();
    git.close();

    try (GitWorkspace later = box.open()) {
      undo(later);
    }

    assertFalse(exists("made.txt") || exists("more.txt"));
    assertTrue(exists("users.txt"));
    assertTrue(box.failingGit("rev-parse", "HEAD").contains("HEAD"), "the first commit went, too");
  }

  @Test
  void a_command_of_the_session_makes_it() {
    make("made.txt", "m\n");
    WorktreeSnapshot before = git.snapshot();
    Moment then = changes.now();
    checkpoints.beforeCommand(before, "git init", Danger.USUAL);
    box.init();
    box.write("script.txt", "s\n");
    var seen = git.changesSince(before);
    assertEquals(List.of("script.txt"), seen.stream().map(c -> c.path().relative()).toList());
    changes.record(seen, then, before.held());
    checkpoints.afterCommand(seen);
    checkpoints.settle();

    commit();

    assertEquals("made.txt\nscript.txt\n", box.git("show", "--format=", "--name-only", "HEAD"));
    assertEquals(List.of(), checkpoints.takeProblems());
    git.close();
    try (GitWorkspace later = box.open()) {
      undo(later);
    }
    assertFalse(exists("made.txt") || exists("script.txt"));
  }

  @Test
  void a_session_that_goes_on_later_has_its_work() {
    make("made.txt", "m\n");
    git.close();
    box.init();

    git = box.open();
    changes = git.ledger(List.of(new PastRuns("s1", 1)));
    commit();

    assertEquals("made.txt\n", box.git("show", "--format=", "--name-only", "HEAD"));
  }
}
