package dev.vibe.git.commit;

import static dev.vibe.git.Sandbox.command;
import static dev.vibe.git.Sandbox.committed;
import static dev.vibe.git.Sandbox.nothing;
import static dev.vibe.git.Sandbox.request;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.git.GitWorkspace;
import dev.vibe.git.snapshot.WorktreeSnapshot;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commits after HEAD went back, or the user committed what the run had moved or staged. */
abstract class BackwardCommits extends CommitBench {

  private GitWorkspace workspace;

  @BeforeEach
  void open() {
    box.write("a.txt", TEN);
    box.commitAll("start");
    workspace = box.open();
  }

  @AfterEach
  void close() {
    workspace.close();
  }

  @Test
  void what_the_user_had_committed_stays_theirs_when_head_goes_back() {
    box.edit(changes, "a.txt", TEN.replace("9\n", "by run\n"));
    box.write("a.txt", box.read("a.txt").replace("2\n", "by user\n"));
    box.commitAll("by user");
    nothing(commit(request("Nothing")));

    command(workspace, changes, () -> box.git("reset", "-q", "--soft", "HEAD~1"));
    committed(commit(request("Change")));

    assertEquals(TEN.replace("9\n", "by run\n"), shown("a.txt"));
    assertEquals("-2\n+by user\n", changedLines(box.git("diff", "-U0", "HEAD")));
  }

  @Test
  void line_that_the_run_wrote_anew_since_the_user_committed_it_is_its_own() {
    box.edit(changes, "a.txt", TEN.replace("9\n", "once\n"));
    box.git("add", "a.txt");
    box.edit(changes, "a.txt", TEN.replace("9\n", "by run\n"));
    box.git("commit", "-q", "-m", "by user");

    command(workspace, changes, () -> box.git("reset", "-q", "--soft", "HEAD~1"));
    var outcome = committed(commit(request("Change")));

    assertEquals(List.of(), outcome.skipped());
    assertEquals(TEN.replace("9\n", "by run\n"), shown("a.txt"));
  }

  @Test
  void what_an_amended_commit_took_along_is_the_runs_again_behind_it() {
    box.git("commit", "-q", "--allow-empty", "-m", "by user");
    box.edit(changes, "a.txt", TEN.replace("9\n", "by run\n"));
    command(workspace, changes, () -> box.git("commit", "-q", "-a", "--amend", "-m", "by command"));
    changes.mixed(List.of(box.git("rev-parse", "HEAD").strip()));

    command(workspace, changes, () -> box.git("reset", "-q", "--soft", "HEAD~1"));
    committed(commit(request("Change")));

    assertEquals(TEN.replace("9\n", "by run\n"), shown("a.txt"));
  }

  @Test
  void users_lines_that_a_command_staged_and_committed_are_seen_in_the_commit() {
    box.edit(changes, "a.txt", TEN.replace("9\n", "by run\n"));
    committed(commit(request("Change")));
    box.write("a.txt", box.read("a.txt").replace("2\n", "by user\n"));
    command(workspace, changes, () -> box.git("add", "a.txt"));
    WorktreeSnapshot before = workspace.snapshot();
    Moment moment = changes.now();
    box.git("commit", "-q", "-m", "by command");
    MovedHead head = workspace.movedHead(moment).orElseThrow();

    assertEquals(
        List.of("a.txt"),
        changes.usersIn(head.made().getFirst().files(), moment, before.held(), head.to()).stream()
            .map(path -> path.relative())
            .toList());
  }

  @Test
  void file_that_is_gone_is_not_taken_for_what_the_index_still_holds() {
    command(
        workspace,
        changes,
        () -> {
          box.write("b.txt", TEN);
          box.delete("a.txt");
        });
    Moment moment = changes.now();
    box.git("commit", "-q", "--amend", "-m", "by command");
    MovedHead head = workspace.movedHead(moment).orElseThrow();
    changes.usersIn(head.made().getFirst().files(), moment, Map.of(), head.to());

    committed(commit(request("Move", "a.txt", "b.txt")));

    assertEquals("b.txt\n", box.git("ls-tree", "-r", "--name-only", "HEAD"));
  }

  @Test
  void line_that_the_user_committed_and_changed_again_is_not_taken_out() {
    box.edit(changes, "a.txt", TEN.replace("9\n", "by run\n"));
    committed(commit(request("Change")));
    box.write("a.txt", box.read("a.txt").replace("2\n", "by user\n"));
    command(workspace, changes, () -> box.git("add", "-A"));
    box.write("a.txt", box.read("a.txt").replace("by user\n", "anew\n"));
    box.git("commit", "-q", "-m", "by user");

    nothing(commit(request("Change")));

    assertEquals(TEN.replace("9\n", "by run\n").replace("2\n", "by user\n"), shown("a.txt"));
    assertEquals("-by user\n+anew\n", changedLines(box.git("diff", "-U0")));
  }

  @Test
  void file_that_the_user_committed_halfway_through_its_moves_goes_on_from_there() {
    box.write("a.txt", TEN.replace("2\n", "by user\n"));
    command(workspace, changes, () -> box.git("mv", "a.txt", "b.txt"));
    command(workspace, changes, () -> box.git("mv", "b.txt", "c.txt"));
    box.edit(changes, "c.txt", box.read("c.txt").replace("9\n", "by run\n"));
    command(
        workspace,
        changes,
        () -> {
          box.write("d.txt", box.read("c.txt"));
          box.delete("c.txt");
        });
    box.git("commit", "-q", "-m", "by user");

    var outcome = committed(commit(request("Change")));

    assertEquals(List.of(), outcome.skipped());
    assertEquals("d.txt\n", box.git("ls-tree", "-r", "--name-only", "HEAD"));
    assertEquals(TEN.replace("9\n", "by run\n"), shown("d.txt"));
    assertEquals("-2\n+by user\n", changedLines(box.git("diff", "-U0")));
  }

  @Test
  void moved_file_is_moved_again_when_head_goes_back_behind_that() {
    command(workspace, changes, () -> box.git("mv", "a.txt", "b.txt"));
    committed(commit(request("Move", "a.txt", "b.txt")));
    changes.mixed(changes.commits()); // as in a process that knows no more of it

    command(workspace, changes, () -> box.git("reset", "-q", "--soft", "HEAD~1"));
    var outcome = committed(commit(request("Move", "a.txt", "b.txt")));

    assertEquals(List.of(), outcome.skipped());
    assertEquals("b.txt\n", box.git("ls-tree", "-r", "--name-only", "HEAD"));
  }

  @Test
  void file_that_was_moved_after_a_commit_is_the_runs_as_before_it_behind_that() {
    box.write("b.txt", TEN);
    box.commitAll("more");
    box.edit(changes, "a.txt", TEN.replace("9\n", "by run\n"));
    box.write("b.txt", TEN.replace("2\n", "by user\n"));
    box.commitAll("by user");
    command(workspace, changes, () -> box.git("mv", "a.txt", "c.txt"));

    command(workspace, changes, () -> box.git("reset", "-q", "--soft", "HEAD~1"));
    committed(commit(request("Change")));

    assertEquals("b.txt\nc.txt\n", box.git("ls-tree", "-r", "--name-only", "HEAD"));
    assertEquals(TEN.replace("9\n", "by run\n"), shown("c.txt"));
    assertEquals(TEN, shown("b.txt"));
  }

  @Test
  void old_place_of_a_moved_file_goes_with_it_when_head_goes_back() {
    box.write("a.txt", TEN.replace("2\n", "by user\n"));
    command(workspace, changes, () -> box.git("mv", "a.txt", "b.txt"));
    box.edit(changes, "b.txt", box.read("b.txt").replace("9\n", "by run\n"));
    box.git("add", "-A");
    committed(commit(request("Move")));

    command(workspace, changes, () -> box.git("reset", "-q", "--soft", "HEAD~1"));
    var outcome = committed(commit(request("Move")));

    assertEquals(List.of(), outcome.skipped());
    assertEquals("b.txt\n", box.git("ls-tree", "-r", "--name-only", "HEAD"));
    assertEquals(TEN.replace("9\n", "by run\n"), shown("b.txt"));
  }
}
