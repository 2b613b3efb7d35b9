package dev.vibe.e2e;

import static dev.vibe.e2e.Script.edit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.e2e.Script.Call;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the user had not committed stays theirs. */
class DirtyWorktreeIT {

  private static final String FILE = "one\ntwo\nthree\nfour\nfive\nsix\nseven\n";

  @TempDir Path scratch;

  private static Script edits(String file, String old, String replacement) {
    return Script.vllm()
        .calls(edit(file, old, replacement), Call.commit("Change a word"))
        .says("Done.");
  }

  private Stage stage(Script script) {
    Stage stage = Stage.in(scratch, script);
    stage
        .repo()
        .write("work.txt", FILE)
        .write("staged.txt", "old\n")
        .write("unstaged.txt", "old\n")
        .commitAll("Start");
    return stage;
  }

  @Test
  void staged_unstaged_and_untracked_work_stays_as_it_was() {
    try (Stage stage = stage(edits("work.txt", "four", "FOUR"))) {
      TempRepo repo = stage.repo();
      repo.write("staged.txt", "new\n").stage("staged.txt");
      repo.write("unstaged.txt", "new\n").write("untracked.txt", "mine\n");

      stage.record("-p", "shout", "--auto-commit").endedWith(0, "done");

      assertEquals(List.of("Change a word", "Start"), repo.log());
      assertEquals(List.of("work.txt"), repo.changedIn("HEAD"));
      assertEquals(List.of("M  staged.txt", " M unstaged.txt", "?? untracked.txt"), repo.status());
      assertEquals("new\n", repo.fileAt(":", "staged.txt"));
      assertEquals("old\n", repo.fileAt(":", "unstaged.txt"));
    }
  }

  @Test
  void file_that_both_touched_is_committed_without_the_lines_of_the_user() {
    try (Stage stage = stage(edits("work.txt", "six", "SIX"))) {
      TempRepo repo = stage.repo();
      String staged = FILE.replace("one", "1");
      repo.write("work.txt", staged).stage("work.txt");
      repo.write("work.txt", staged.replace("three", "3"));

      stage.record("-p", "shout", "--auto-commit").endedWith(0, "done");

      assertEquals(FILE.replace("six", "SIX"), repo.fileAt("HEAD", "work.txt"));
      assertEquals(staged.replace("six", "SIX"), repo.fileAt(":", "work.txt"));
      assertEquals(staged.replace("three", "3").replace("six", "SIX"), repo.read("work.txt"));
      assertEquals(List.of("MM work.txt"), repo.status());
    }
  }

  @Test
  void file_with_the_users_change_in_the_same_lines_stays_uncommitted_and_is_named() {
    try (Stage stage = stage(edits("work.txt", "three is mine", "THREE"))) {
      TempRepo repo = stage.repo();
      repo.write("work.txt", FILE.replace("three", "three is mine"));

      Stage.Outcome record = stage.record("-p", "shout", "--auto-commit").endedWith(1, "failed");

      assertEquals(List.of("Start"), repo.log());
      assertEquals("not-committed", record.problem());
      assertTrue(record.ended().stderr().contains("work.txt"), record.ended()::stderr);
      assertEquals(FILE.replace("three", "THREE"), repo.read("work.txt"));
      assertEquals(List.of(" M work.txt"), repo.status());
    }
  }

  @Test
  void the_rest_is_committed_when_one_file_cannot_be() {
    Script script =
        Script.vllm()
            .calls(edit("work.txt", "three is mine", "THREE"), edit("unstaged.txt", "old", "newer"))
            .says("Changed two words.");
    try (Stage stage = stage(script)) {
      TempRepo repo = stage.repo();
      repo.write("work.txt", FILE.replace("three", "three is mine"));

      Stage.Outcome record = stage.record("-p", "shout", "--auto-commit").endedWith(1, "failed");

      assertEquals(List.of("unstaged.txt"), repo.changedIn("HEAD"));
      assertEquals(List.of(" M work.txt"), repo.status());
      assertEquals(1, record.list("commits").size());
      assertEquals(List.of("work.txt", "unstaged.txt"), record.list("changed_files"));
    }
  }

  @Test
  void untracked_file_that_the_run_edits_stays_uncommitted() {
    try (Stage stage = stage(edits("untracked.txt", "mine", "ours"))) {
      TempRepo repo = stage.repo().write("untracked.txt", "mine\n");

      Stage.Outcome record = stage.record("-p", "shout", "--auto-commit").endedWith(1, "failed");

      assertEquals("not-committed", record.problem());
      assertEquals(List.of("?? untracked.txt"), repo.status());
      assertEquals("ours\n", repo.read("untracked.txt"));
    }
  }

  @Test
  void model_is_told_of_the_users_work() {
    try (Stage stage = stage(Script.vllm().says("I see."))) {
      stage.repo().write("staged.txt", "new\n").stage("staged.txt").write("mine.txt", "x");

      stage.record("-p", "look").endedWith(0, "done");

      String system = String.valueOf(stage.messages(1).getFirst().get("content"));
      assertTrue(system.contains("staged by the user: staged.txt"), system);
      assertTrue(system.contains("untracked: mine.txt"), system);
    }
  }
}
