package dev.vibe.git.commit;

import static dev.vibe.git.Sandbox.command;
import static dev.vibe.git.Sandbox.committed;
import static dev.vibe.git.Sandbox.nothing;
import static dev.vibe.git.Sandbox.refusal;
import static dev.vibe.git.Sandbox.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
