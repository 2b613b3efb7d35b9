package dev.vibe.git.commit;

import static dev.vibe.git.Sandbox.command;
import static dev.vibe.git.Sandbox.committed;
import static dev.vibe.git.Sandbox.nothing;
import static dev.vibe.git.Sandbox.refusal;
import static dev.vibe.git.Sandbox.request;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.git.GitWorkspace;
import dev.vibe.git.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Commits after commands that stash, move, stage, commit and merge, with work of the user's. */
abstract class MixedCommits extends CommitBench {
  @Test
  void what_was_stashed_and_came_back_is_the_users() {
    box.write("a.txt", TEN);
    box.write("b.txt", TEN);
    box.commitAll("start");
    box.write("a.txt", TEN.replace("2\n", "staged\n"));
    box.git("add", "a.txt");
    box.write("a.txt", TEN.replace("2\n", "staged\n").replace("5\n", "unstaged\n"));
    box.write("b.txt", TEN.replace("5\n", "unstaged\n"));
    GitWorkspace workspace = box.open();
    command(workspace, changes, () -> box.git("stash"));
    command(workspace, changes, () -> box.git("stash", "pop", "--index"));
    box.edit(changes, "a.txt", box.read("a.txt").replace("9\n", "by run\n"));
    box.edit(changes, "c.txt", "new\n");

    var outcome = committed(commit(request("Change")));

    assertEquals(List.of("a.txt", "c.txt"), outcome.files().stream().map(f -> f.path()).toList());
    assertEquals(TEN.replace("9\n", "by run\n"), shown("a.txt"));
    assertEquals(TEN, shown("b.txt"));
    assertEquals(TEN.replace("2\n", "staged\n").replace("9\n", "by run\n"), inIndex("a.txt"));
    assertEquals(" M b.txt\n", box.git("status", "--porcelain", "b.txt"));
  }

  @Test
  void commit_between_stash_and_pop_leaves_what_comes_back_to_the_user() {
    box.write("a.txt", TEN);
    box.commitAll("start");
    String users = TEN.replace("2\n", "by user\n");
    box.write("a.txt", users);
    GitWorkspace workspace = box.open();
    command(workspace, changes, () -> box.git("stash"));
    box.edit(changes, "a.txt", TEN.replace("9\n", "one\n"));
    committed(commit(request("One")));
    command(workspace, changes, () -> box.git("stash", "pop"));
    assertEquals(List.of(), nothing(commit(request("Nothing"))).skipped());
    box.edit(changes, "a.txt", box.read("a.txt").replace("6\n", "two\n"));

    committed(commit(request("Two")));

    assertEquals(TEN.replace("9\n", "one\n").replace("6\n", "two\n"), shown("a.txt"));
    assertEquals("-2\n+by user\n", changedLines(box.git("diff", "-U0")));
  }

  @Test
  void what_the_run_staged_is_its_own() {
    box.write("a.txt", TEN);
    box.write("c", TEN);
    box.commitAll("start");
    GitWorkspace workspace = box.open();
    command(
        workspace,
        changes,
        () -> {
          box.write("n", "one\n");
          box.git("add", "n");
          box.write("n", "one\ntwo\n");
        });
    command(
        workspace,
        changes,
        () -> {
          box.write("c", TEN + "2\n");
          box.git("mv", "c", "d");
        });

    var outcome = committed(commit(request("Change")));

    assertEquals(List.of(), outcome.skipped());
    assertEquals("one\ntwo\n", shown("n"));
    assertEquals("a.txt\nd\nn\n", box.git("ls-tree", "-r", "--name-only", "HEAD"));
    assertEquals("", box.git("status", "--porcelain"));
  }

  @Test
  void users_lines_that_the_run_staged_are_unstaged_again() {
    box.write("a.txt", TEN);
    box.commitAll("start");
    box.write("a.txt", TEN.replace("2\n", "by user\n"));
    box.edit(changes, "a.txt", box.read("a.txt").replace("9\n", "by run\n"));
    command(box.open(), changes, () -> box.git("add", "-A"));

    committed(commit(request("Change")));

    assertEquals(TEN.replace("9\n", "by run\n"), shown("a.txt"));
    assertEquals(" M a.txt\n", box.git("status", "--porcelain"));
  }

  @Test
  void moved_file_keeps_the_users_lines_uncommitted_at_its_new_place() {
    box.write("a.txt", TEN);
    box.write("plain.txt", TEN);
    box.commitAll("start");
    box.write("a.txt", TEN.replace("2\n", "by user\n"));
    GitWorkspace workspace = box.open();
    command(workspace, changes, () -> box.git("mv", "a.txt", "b.txt"));
    box.edit(changes, "b.txt", box.read("b.txt").replace("9\n", "by run\n"));
    command(
        workspace,
        changes,
        () -> {
          box.write("sub/plain.txt", TEN);
          box.delete("plain.txt");
        });

    var outcome = committed(commit(request("Move", "b.txt", "sub", "plain.txt")));

    assertEquals(List.of(), outcome.skipped());
    assertEquals("b.txt\nsub/plain.txt\n", box.git("ls-tree", "-r", "--name-only", "HEAD"));
    assertEquals(TEN.replace("9\n", "by run\n"), shown("b.txt"));
    assertEquals(" M b.txt\n", box.git("status", "--porcelain"));
    assertEquals("-2\n+by user\n", changedLines(box.git("diff", "-U0")));
    assertEquals(List.of(), changes.pending());
  }

  @Test
  void copy_of_a_file_with_the_users_lines_is_committed_without_them() {
    box.write("a.txt", TEN);
    box.commitAll("start");
    box.write("a.txt", TEN.replace("2\n", "by user\n"));
    box.write("draft", "mine\n");
    command(
        box.open(),
        changes,
        () -> {
          box.write("b.txt", box.read("a.txt"));
          box.write("c", "mine\n");
        });

    var outcome = committed(commit(request("Copy")));

    assertEquals(List.of("c"), outcome.skipped().stream().map(s -> s.path()).toList());
    assertEquals(TEN, shown("b.txt"));
    assertEquals(" M a.txt\n M b.txt\n?? c\n?? draft\n", box.git("status", "--porcelain"));
  }

  @Test
  void what_the_user_took_back_or_deleted_is_not_committed() {
    box.write("a.txt", TEN);
    box.write("b.txt", TEN);
    box.commitAll("start");
    box.edit(changes, "a.txt", TEN.replace("2\n", "one\n").replace("9\n", "two\n"));
    box.edit(changes, "b.txt", TEN.replace("2\n", "one\n"));
    box.edit(changes, "c.txt", "new\n");
    box.write("a.txt", TEN.replace("9\n", "two\n"));
    box.delete("b.txt");
    box.delete("c.txt");

    committed(commit(request("Change")));

    assertEquals("a.txt\n", box.git("show", "--format=", "--name-only", "HEAD"));
    assertEquals(TEN.replace("9\n", "two\n"), shown("a.txt"));
    assertEquals(" D b.txt\n", box.git("status", "--porcelain"));
  }

  private CommitRequest amending(String message) {
    return new CommitRequest(
        message, List.of(), CommitRequest.Form.AMENDED, Sandbox.NOTE, CommitTerms.STRICT);
  }

  @Test
  void own_commit_is_amended_with_what_is_new_and_the_message() {
    box.write("a.txt", TEN);
    box.commitAll("start");
    box.write("a.txt", TEN.replace("2\n", "by user\n"));
    box.edit(changes, "a.txt", box.read("a.txt").replace("9\n", "one\n"));
    committed(commit(request("One")));
    box.edit(changes, "a.txt", box.read("a.txt").replace("6\n", "two\n"));

    committed(commit(amending("Both")));

    assertEquals("Both\nstart\n", box.git("log", "--format=%s"));
    assertEquals(TEN.replace("9\n", "one\n").replace("6\n", "two\n"), shown("a.txt"));
    assertEquals("-2\n+by user\n", changedLines(box.git("diff", "-U0")));
    assertEquals(List.of(), nothing(commit(amending("Both"))).skipped());
    committed(commit(amending("Both again")));
    assertEquals("Both again\nstart\n", box.git("log", "--format=%s"));
    box.assertSound();
  }

  @Test
  void commit_of_somebody_else_or_that_others_have_is_not_amended() {
    box.write("a.txt", TEN);
    box.commitAll("start");
    box.edit(changes, "a.txt", "one\n");
    assertEquals("not-amendable", refusal(commit(amending("No"))));
    committed(commit(request("One")));
    box.git("tag", "v1");
    assertEquals("not-amendable", refusal(commit(amending("No"))));
    assertEquals("One\nstart\n", box.git("log", "--format=%s"));
  }

  @Test
  void merge_is_finished_when_its_conflicts_are_resolved() throws IOException {
    box.write("f.txt", "base\n");
    box.write("g.txt", TEN);
    box.commitAll("start");
    box.git("switch", "-q", "-c", "topic");
    box.write("g.txt", TEN.replace("2\n", "topic\n"));
    box.commitAll("topic");
    box.git("switch", "-q", "main");
    box.diverge("f.txt");
    box.write("user.txt", "untracked\n");
    box.git("switch", "-q", "side");
    box.git("merge", "-q", "--no-edit", "topic");
    box.git("switch", "-q", "main");
    command(box.open(), changes, () -> box.failingGit("merge", "side"));
    assertEquals("work-in-progress", refusal(commit(request("Too early"))));
    box.edit(changes, "f.txt", "both\n");

    committed(commit(request("Merge side")));

    assertEquals(box.git("rev-parse", "main~1", "side"), box.git("rev-parse", "HEAD^1", "HEAD^2"));
    assertEquals("both\n", shown("f.txt"));
    assertEquals(TEN.replace("2\n", "topic\n"), shown("g.txt"));
    assertEquals("?? user.txt\n", box.git("status", "--porcelain"));
    assertEquals(false, Files.exists(box.folder().resolve(".git/MERGE_HEAD")));
    assertEquals(false, Files.exists(box.folder().resolve(".git/MERGE_MSG")));
    box.assertSound();
  }

  @Test
  void merge_that_was_begun_before_and_not_touched_is_left_alone() {
    box.write("f.txt", "base\n");
    box.commitAll("start");
    box.diverge("f.txt");
    box.failingGit("merge", "side");
    box.edit(changes, "other.txt", "new\n");

    assertEquals("work-in-progress", refusal(commit(request("Other"))));
  }
}
