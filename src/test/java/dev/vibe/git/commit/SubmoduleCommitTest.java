package dev.vibe.git.commit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.git.GitWorkspace;
import dev.vibe.git.Sandbox;
import dev.vibe.workspace.WorkspacePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Submodules that a command of the run moves. */
class SubmoduleCommitTest {

  private Sandbox box;
  private Path submodule;
  private GitWorkspace git;
  private RunChanges changes;

  @BeforeEach
  void make(@TempDir Path temporary) throws IOException {
    box = new Sandbox(temporary).init();
    Path origin = Files.createDirectories(box.base().resolve("origin"));
    box.git(origin, "init", "-q");
    Files.writeString(origin.resolve("x.txt"), "x\n");
    box.git(origin, "add", ".");
    box.git(origin, "commit", "-qm", "One");
    box.write("a.txt", "a\n");
    box.git("submodule", "--quiet", "add", origin.toString(), "lib");
    box.commitAll("start");
    submodule = box.folder().resolve("lib");
    git = box.open();
    changes = git.ledger(List.of());
  }

  @AfterEach
  void close() {
    git.close();
  }

  private void commitInside() {
    box.git(submodule, "commit", "-q", "--allow-empty", "-m", "Inside");
  }

  /** As a command of the run. */
  private List<WorkspacePath> command() {
    Map<WorkspacePath, String> before = changes.submodules();
    commitInside();
    return changes.recordSubmodules(before);
  }

  private CommitOutcome commit() {
    return git.commit(changes, new CommitRequest("Move lib", List.of(), Sandbox.NOTE));
  }

  @Test
  void commit_that_a_command_made_is_found_and_goes_with_the_commit() {
    assertEquals(List.of("lib"), command().stream().map(WorkspacePath::relative).toList());

    var made = assertInstanceOf(CommitOutcome.Committed.class, commit());

    assertEquals(List.of(new CommitOutcome.File("lib", 1, 1)), made.files());
    assertEquals("lib\n", box.git("show", "--format=", "--name-only", "HEAD"));
    assertEquals(box.git(submodule, "rev-parse", "HEAD"), box.git("rev-parse", "HEAD:lib"));
    assertEquals("", box.git("status", "--short"));
    assertEquals(List.of(), changes.pending());
  }

  @Test
  void what_the_run_staged_itself_goes_as_well() {
    command();
    box.git("add", "lib");

    assertInstanceOf(CommitOutcome.Committed.class, commit());

    assertEquals("", box.git("status", "--short"));
  }

  @Test
  void one_that_the_user_moved_before_stays_the_users() {
    commitInside();
    command();

    assertEquals(List.of(), changes.pending());
    assertInstanceOf(CommitOutcome.Nothing.class, commit());
    assertEquals(" M lib\n", box.git("status", "--short"));
  }

  @Test
  void another_commit_of_it_that_the_user_staged_stays_staged() {
    command();
    box.git("add", "lib");
    command();

    var nothing = assertInstanceOf(CommitOutcome.Nothing.class, commit());

    assertTrue(nothing.skipped().getFirst().reason().contains("staged"));
    assertEquals("MM lib\n", box.git("status", "--short"));
  }
}
