package dev.vibe.git.commit;

import static dev.vibe.git.Sandbox.command;
import static dev.vibe.git.Sandbox.committed;
import static dev.vibe.git.Sandbox.nothing;
import static dev.vibe.git.Sandbox.refusal;
import static dev.vibe.git.Sandbox.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.git.GitWorkspace;
import dev.vibe.testkit.Gen;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Several changes and commits of one run. */
abstract class SeriesCommits extends CommitBench {
  @Test
  void second_commit_of_the_run_takes_only_what_is_new() {
    box.write("a.txt", TEN);
    box.commitAll("start");
    box.write("a.txt", TEN.replace("2\n", "two by user\n"));
    box.edit(changes, "a.txt", box.read("a.txt").replace("9\n", "first\n"));
    committed(commit(request("One")));
    box.edit(changes, "a.txt", box.read("a.txt").replace("first\n", "second\n"));
    var two = committed(commit(request("Two")));

    assertEquals(TEN.replace("9\n", "second\n"), shown("a.txt"));
    assertEquals(1, two.added());
    assertEquals(List.of(), changes.pending());
    assertEquals(1, changes.files().size());
    assertEquals(" M a.txt\n", box.git("status", "--porcelain"));
  }

  @Test
  void what_a_command_committed_is_not_committed_again_and_later_edits_are() {
    box.write("a.txt", TEN);
    box.commitAll("start");
    box.edit(changes, "a.txt", TEN.replace("5\n", "first\n"));
    command(box.open(), changes, () -> box.git("commit", "-q", "-am", "by command"));
    assertEquals(List.of(), nothing(commit(request("Nothing left"))).skipped());
    box.edit(changes, "a.txt", TEN.replace("5\n", "second\n"));
    committed(commit(request("Second")));
    assertEquals(TEN.replace("5\n", "second\n"), shown("a.txt"));
  }

  @Test
  void what_a_command_committed_between_two_edits_is_the_base_of_the_second() {
    box.write("a.txt", TEN);
    box.commitAll("start");
    box.edit(changes, "a.txt", TEN.replace("5\n", "first\n"));
    box.git("commit", "-q", "-am", "by command");
    box.edit(changes, "a.txt", TEN.replace("5\n", "second\n"));

    committed(commit(request("Second")));

    assertEquals(TEN.replace("5\n", "second\n"), shown("a.txt"));
    assertEquals("", box.git("status", "--porcelain"));
  }

  @Test
  void what_the_user_changes_while_the_run_goes_on_stays_theirs() {
    box.write("a.txt", TEN);
    box.commitAll("start");
    box.edit(changes, "a.txt", TEN.replace("2\n", "run one\n"));
    box.write("a.txt", box.read("a.txt").replace("6\n", "by user\n"));
    box.edit(changes, "a.txt", box.read("a.txt").replace("9\n", "run two\n"));

    committed(commit(request("Two changes")));

    assertEquals(TEN.replace("2\n", "run one\n").replace("9\n", "run two\n"), shown("a.txt"));
    assertEquals("-6\n+by user\n", changedLines(box.git("diff", "-U0")));
  }

  @Test
  void what_the_user_changes_after_the_run_stays_theirs() {
    box.write("a.txt", TEN);
    box.commitAll("start");
    box.edit(changes, "a.txt", TEN.replace("2\n", "by run\n"));
    box.write("a.txt", box.read("a.txt").replace("2\n", "by run\n").replace("by run", "by user"));

    committed(commit(request("Change")));

    assertEquals(TEN.replace("2\n", "by run\n"), shown("a.txt"));
    assertEquals(TEN.replace("2\n", "by user\n"), box.read("a.txt"));
  }

  @Test
  void same_lines_changed_by_the_user_during_the_run_leave_the_file_uncommitted() {
    box.write("a.txt", TEN);
    box.commitAll("start");
    box.edit(changes, "a.txt", TEN.replace("5\n", "run\n"));
    box.write("a.txt", TEN.replace("5\n", "user\n"));
    box.edit(changes, "a.txt", TEN.replace("5\n", "run again\n"));

    var outcome = nothing(commit(request("Change")));

    assertTrue(outcome.skipped().getFirst().reason().contains("while the run did"));
  }

  @Test
  void files_parameter_limits_the_commit() {
    box.write("a.txt", "a\n");
    box.commitAll("start");
    box.edit(changes, "a.txt", "b\n");
    box.edit(changes, "src/b.txt", "b\n");

    assertEquals("not-changed-by-run", refusal(commit(request("Change", "c.txt"))));
    committed(commit(request("Only b", "./src/")));
    assertEquals("src/b.txt\n", box.git("show", "--format=", "--name-only", "HEAD"));
    committed(commit(request("Then a", box.folder().resolve("a.txt").toString())));
    assertEquals("", box.git("status", "--porcelain"));
  }

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

  @Test
  void random_staged_unstaged_and_run_changes_of_one_file_are_kept_apart() {
    Gen.forAll("commit", 6, this::keepsApart);
  }

  private void keepsApart(RandomGenerator random) {
    RunChanges run = box.ledger();
    String name = "f" + random.nextInt(1_000_000) + ".txt";
    List<String> base = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      base.add("line " + random.nextInt(5) + (random.nextInt(4) == 0 ? "\r" : ""));
    }
    List<String> staged = new ArrayList<>(base);
    List<String> unstaged = new ArrayList<>(base);
    List<String> byRun = new ArrayList<>(base);
    List<String> stagedAndRun = new ArrayList<>(base);
    List<String> all = new ArrayList<>(base);
    for (int i = 0; i < 60; i += 4) {
      switch (random.nextInt(4)) {
        case 0 -> List.of(staged, unstaged, stagedAndRun, all).forEach(change(i, "staged"));
        case 1 -> List.of(unstaged, all).forEach(change(i, "unstaged"));
        case 2 -> List.of(byRun, stagedAndRun, all).forEach(change(i, "run"));
        default -> {}
      }
    }
    byRun.set(59, "run last");
    stagedAndRun.set(59, "run last");
    all.set(59, "run last");
    box.write(name, String.join("\n", base));
    box.commitAll("base");
    box.write(name, String.join("\n", staged));
    box.git("add", name);
    box.write(name, String.join("\n", unstaged));
    box.edit(run, name, String.join("\n", all));

    committed(commit(run, request("Run")));

    assertEquals(String.join("\n", byRun), shown(name));
    assertEquals(String.join("\n", stagedAndRun), inIndex(name));
    assertEquals(String.join("\n", all), box.read(name));
    box.commitAll("the rest");
  }

  private static Consumer<List<String>> change(int line, String text) {
    return lines -> lines.set(line, text);
  }
}
