package dev.vibe.e2e;

import static dev.vibe.e2e.Script.edit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.e2e.Script.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories in a state out of the ordinary, and none at all. */
class RepositoryStatesIT {

  @TempDir Path scratch;

  private static Script job() {
    return Script.vllm()
        .calls(edit("a.txt", "old", "new"), Call.commit("Renew"))
        .says("The file is new.");
  }

  @Test
  void where_nothing_can_be_committed_that_is_told_before_a_model_is_asked() {
    try (Stage stage = Stage.withoutRepository(scratch, Script.vllm())) {
      stage.repo().write("a.txt", "old\n");

      Stage.Outcome record = stage.record("-p", "renew", "--auto-commit").endedWith(1, "failed");

      assertEquals("no-repository", record.problem());
      assertTrue(record.ended().stderr().contains("git init, or --init"), record.ended()::stderr);
      stage.repo().git("init", "--quiet", ".");

      record = stage.record("-p", "renew", "--auto-commit").endedWith(1, "failed");

      assertEquals("no-git-identity", record.problem());
      assertEquals(List.of(), stage.server().requests());
    }
  }

  @Test
  void repository_is_made_first_where_that_is_asked_for() {
    try (Stage stage = Stage.withoutRepository(scratch, job())) {
      stage.repo().write("a.txt", "old\n").write("mine.txt", "mine\n");
      Launcher launcher = stage.launcher();
      for (String who : List.of("AUTHOR", "COMMITTER")) {
        launcher = launcher.with("GIT_" + who + "_NAME", "Ada");
        launcher = launcher.with("GIT_" + who + "_EMAIL", "ada@example.org");
      }

      RunningVibe.Ended ended =
          launcher.run("-p", "renew", "--init", "--auto-commit", "--output", "json");

      assertEquals(1, ended.exitCode(), ended::toString); // the file was there before the run
      assertEquals(List.of("?? a.txt", "?? mine.txt"), stage.repo().status());
      assertTrue(ended.stdout().contains("\"not-committed\""), ended::stdout);
    }
  }

  @Test
  void without_a_repository_and_without_a_wish_to_commit_a_run_is_done() {
    Script script = Script.vllm().calls(edit("a.txt", "old", "new")).says("Done.");
    try (Stage stage = Stage.withoutRepository(scratch, script)) {
      stage.repo().write("a.txt", "old\n");

      stage.record("-p", "renew", "--mode", "accept-edits").endedWith(0, "done");

      assertEquals("new\n", stage.repo().read("a.txt"));
    }
  }

  @Test
  void bare_repository_is_named_as_such_and_its_files_are_left_alone() {
    try (Stage stage = Stage.withoutRepository(scratch, job())) {
      stage.repo().git("init", "--quiet", "--bare", ".");

      stage.run("-p", "renew", "--mode", "auto");

      String system = String.valueOf(stage.messages(1).getFirst().get("content"));
      assertTrue(system.contains("is a repository without a work tree"), system);
      assertTrue(stage.lastResult(2).contains("without a work tree"), stage.lastResult(2));
      assertTrue(stage.result(2, -2).contains("a repository's own files"), stage.result(2, -2));
    }
  }

  @Test
  void detached_head_moves_on() {
    try (Stage stage = Stage.in(scratch, job())) {
      TempRepo repo = stage.repo().write("a.txt", "old\n").commitAll("Start");
      String main = repo.head();
      repo.git("checkout", "--quiet", "--detach");

      stage.record("-p", "renew", "--auto-commit").endedWith(0, "done");

      assertEquals(List.of("Renew", "Start"), repo.log());
      assertEquals(main, repo.git("rev-parse", "main").strip());
    }
  }

  @Test
  void first_commit_of_a_repository_can_be_the_runs() {
    Script script =
        Script.vllm().calls(Call.write("a.txt", "first\n"), Call.commit("Begin")).says("Done.");
    try (Stage stage = Stage.in(scratch, script)) {
      stage.repo().write("mine.txt", "mine\n");

      stage.record("-p", "begin", "--auto-commit").endedWith(0, "done");

      assertEquals(List.of("Begin"), stage.repo().log());
      assertEquals(List.of("?? mine.txt"), stage.repo().status());
      assertEquals("main\n", stage.repo().git("branch", "--show-current"));
    }
  }

  @Test
  void lock_of_another_program_is_waited_for_named_and_left_alone() throws IOException {
    Script script = Script.vllm().calls(edit("a.txt", "old", "new")).says("Done.");
    try (Stage stage = Stage.in(scratch, script)) {
      TempRepo repo = stage.repo().write("a.txt", "old\n").commitAll("Start");
      Path lock = Files.createFile(repo.root().resolve(".git/index.lock"));

      Stage.Outcome record = stage.record("-p", "renew", "--auto-commit").endedWith(1, "failed");

      assertTrue(Files.exists(lock));
      assertTrue(record.ended().stderr().contains("index.lock"), record.ended()::stderr);
      assertEquals(List.of("Start"), repo.log());
      assertEquals("new\n", repo.read("a.txt"));
    }
  }

  @Test
  void nothing_is_committed_in_the_middle_of_a_merge() {
    try (Stage stage = Stage.in(scratch, job())) {
      TempRepo repo = stage.repo().write("a.txt", "old\n").write("b.txt", "b\n").commitAll("Start");
      repo.git("checkout", "--quiet", "-b", "side");
      repo.write("b.txt", "side\n").commitAll("Side");
      repo.git("checkout", "--quiet", "main");
      repo.git("merge", "--quiet", "--no-commit", "--no-ff", "side");

      Stage.Outcome record = stage.record("-p", "renew", "--auto-commit").endedWith(1, "failed");

      assertTrue(record.ended().stderr().contains("merge"), record.ended()::stderr);
      assertEquals(List.of("Start"), repo.log());
      assertTrue(Files.exists(repo.root().resolve(".git/MERGE_HEAD")));
      assertEquals("new\n", repo.read("a.txt"));
    }
  }

  @Test
  void linked_worktree_commits_to_its_own_branch() {
    try (Stage stage = Stage.in(scratch, job())) {
      TempRepo repo = stage.repo().write("a.txt", "old\n").commitAll("Start");
      Path linked = scratch.resolve("linked");
      repo.git("worktree", "add", "--quiet", "-b", "side", linked.toString());

      RunningVibe.Ended ended =
          stage.launcher().directory(linked).run("-p", "renew", "--auto-commit");

      assertEquals(0, ended.exitCode(), ended::stderr);
      assertEquals(List.of("Start"), repo.log());
      assertEquals("Renew\n", repo.git("log", "-1", "--format=%s", "side"));
    }
  }
}
