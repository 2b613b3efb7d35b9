package dev.vibe.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.app.ScriptedRuns.Call;
import dev.vibe.app.command.BatchCommand;
import dev.vibe.app.command.BatchOptions;
import dev.vibe.app.command.CompareCommand;
import dev.vibe.app.command.CompareOptions;
import dev.vibe.app.command.OutputForm;
import dev.vibe.app.command.SessionsOptions.Act;
import dev.vibe.app.command.WorktreeCommand;
import dev.vibe.app.command.WorktreeCommand.Consent;
import dev.vibe.app.host.RunOptions;
import dev.vibe.app.host.RunOptions.Beginning;
import dev.vibe.app.host.RunOptions.Tree;
import dev.vibe.git.Sandbox;
import dev.vibe.json.Json;
import dev.vibe.task.batch.Batch;
import dev.vibe.task.batch.ResultsFile;
import dev.vibe.task.batch.Shard;
import dev.vibe.task.batch.TaskEnd;
import dev.vibe.task.compare.Candidate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs, batches and comparisons in worktrees of their own, within this process. */
class WorktreeRunsTest {

  private static final RunOptions.Where HERE = new RunOptions.Where(Path.of(""), List.of(), false);

  @TempDir private Path temporary;
  private Sandbox box;
  private ScriptedRuns runs;

  @BeforeEach
  void repository() {
    box = new Sandbox(temporary);
    box.git("init", "--quiet");
    box.write("a.txt", "a\n");
    box.git("add", ".");
    box.git("commit", "--quiet", "-m", "a");
    runs = new ScriptedRuns(box);
  }

  private ScriptedRuns in(String name) {
    return runs.in(new Tree.Own(name));
  }

  private String worktrees(WorktreeCommand.Act act) {
    return runs.command(host -> new WorktreeCommand(host, HERE).run(act));
  }

  private String list() {
    return worktrees(new WorktreeCommand.Act.Listed(OutputForm.TEXT));
  }

  private String remove(Consent consent) {
    return worktrees(new WorktreeCommand.Act.Removed(List.of("fix"), consent, OutputForm.TEXT));
  }

  @Test
  void a_run_works_beside_the_folder_and_its_session_belongs_to_the_repository() {
    in("fix").calls(Call.write("b.txt", "b\n")).says("done").run("add b");
    assertTrue(runs.err().contains("the worktree fix stays, on the branch vibe/fix"), runs::err);
    assertEquals("", box.git("status", "--porcelain"));
    assertTrue(list().contains("1 changed file"), this::list);
    String sessions = runs.sessions(new Act.Listed(), OutputForm.TEXT);
    assertTrue(sessions.contains("add b"), sessions);

    String id = sessions.substring(0, sessions.indexOf(' '));
    runs.calls(Call.run("cat b.txt")).says("again");
    Map<String, Object> result = runs.run("and again", new Beginning.Named(id), false);
    assertEquals("done", result.get("status"), runs::err);
    assertEquals(id, result.get("session_id"));
  }

  @Test
  void one_that_holds_nothing_goes_at_the_end() {
    in("").says("nothing to do").run("look");
    assertEquals("", runs.err());
    assertEquals("no worktrees; vibe --worktree NAME works in one\n0", list());
    assertEquals("", box.git("branch", "--list", "vibe/*"));
  }

  @Test
  void what_only_it_holds_is_not_lost_without_a_yes() {
    in("fix").calls(Call.write("b.txt", "b\n")).says("done").committing("add b");
    assertEquals("5", remove(Consent.ASKED));
    assertTrue(runs.err().contains("cannot remove the worktree fix without a yes"), runs::err);
    assertEquals("removed fix; its commits are on vibe/fix\n0", remove(Consent.GIVEN));
    assertEquals("b.txt", box.git("show", "--name-only", "--format=", "vibe/fix").strip());
  }

  @Test
  void tasks_of_a_batch_commit_on_branches_and_are_not_repeated() throws IOException {
    Path tasks = box.base().resolve("tasks.jsonl");
    Files.writeString(
        tasks, "{\"id\":\"one\",\"prompt\":\"x\"}\n{\"id\":\"two\",\"prompt\":\"y\"}\n");
    RunOptions run =
        runs.calls(Call.write("b.txt", "b\n")).says("done").says("done").options("", HERE, true);
    BatchOptions options =
        new BatchOptions(
            tasks,
            run,
            new BatchOptions.Spread(
                2, BatchOptions.Places.WORKTREES, Shard.WHOLE, Batch.Again.NONE, ""),
            BatchOptions.Format.SWE_BENCH,
            Optional.empty());
    String said = runs.command(host -> new BatchCommand(host).run(options));
    assertTrue(said.startsWith("2 of 2 tasks done, 0 failed, 0 left"), said + runs.err());
    assertTrue(said.endsWith("0"), said);
    List<TaskEnd> ends = ResultsFile.read(box.base().resolve("tasks.results.jsonl"));
    assertEquals(2, ends.size());
    for (TaskEnd end : ends) {
      assertTrue(end.patch().contains("+b"), end::patch);
      assertEquals("b\n", box.git("show", end.branch() + ":b.txt"));
    }
    assertEquals("no worktrees; vibe --worktree NAME works in one\n0", list());
    assertEquals("", box.git("status", "--porcelain"));
    assertTrue(Files.exists(box.base().resolve("tasks.results.predictions.jsonl")));

    runs.command(host -> new BatchCommand(host).run(options));
    assertFalse(runs.err().contains("begin"), runs::err);
    assertEquals(2, ResultsFile.read(box.base().resolve("tasks.results.jsonl")).size());
  }

  @Test
  void a_tie_of_a_comparison_applies_nothing() {
    RunOptions run =
        runs.calls(Call.write("b.txt", "b\n")).says("done").says("done").options("", HERE, true);
    CompareOptions options =
        new CompareOptions(
            "add b", Candidate.parse("m1,m2"), run, Optional.of("best"), OutputForm.JSON);
    String said =
        runs.command(
            host ->
                new CompareCommand(host, options)
                    .run(
                        chosen -> {
                          throw new AssertionError("nothing is to be applied");
                        }));
    assertTrue(said.endsWith("1"), said + runs.err());
    assertTrue(runs.err().contains("as good as each other: m1, m2"), runs::err);
    Map<String, Object> json = Json.object(said.lines().findFirst().orElseThrow());
    assertEquals(List.of("m1", "m2"), json.get("tie"));
    assertEquals("", box.git("status", "--porcelain"));
    assertEquals(2, box.git("branch", "--list", "vibe/cmp-*").lines().count());
  }
}
