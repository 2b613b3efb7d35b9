package dev.vibe.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.app.ScriptedRuns.Call;
import dev.vibe.git.GitRepository;
import dev.vibe.git.Sandbox;
import dev.vibe.git.undo.Undo;
import dev.vibe.git.undo.UndoPlan;
import dev.vibe.testkit.MachineAbility;
import dev.vibe.testkit.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hooks of a repository around the commits of a run, where they are to run. */
class HookedCommitsTest {

  @TempDir Path temporary;
  private Sandbox box;
  private ScriptedRuns runs;

  @BeforeEach
  void make() {
    box = new Sandbox(temporary).init();
    box.write("a.txt", "one\ntwo\n");
    box.write("b.txt", "b\n");
    box.commitAll("start");
    runs = new ScriptedRuns(box).trusting().flag("git.run_hooks", "true");
  }

  private void hook(String name, String script) {
    hook(".git/hooks/", name, script);
  }

  private void hook(String folder, String name, String script) {
    box.write(folder + name, "#!/bin/sh\n" + script + "\n");
    assertTrue(box.folder().resolve(folder + name).toFile().setExecutable(true));
  }

  private String log() {
    return box.git("log", "--format=%s");
  }

  private String beside(String file) {
    return box.read(".git/" + file);
  }

  private String shown(String file) {
    return box.git("show", "HEAD:" + file);
  }

  @Test
  void hook_that_says_no_stops_the_commit_with_its_words() {
    hook("pre-commit", "grep -q 1 a.txt && { echo 'a.txt:1: no digits'; exit 3; }; exit 0");
    runs.calls(Call.edit("a.txt", "one", "1"), Call.commit("Count"));
    runs.expecting(
        "Not done.", "Cannot commit: the hook pre-commit failed (exit code 3)", "no digits");
    runs.says("Not done.");

    Map<String, Object> record = runs.committing("count");

    assertEquals("start\n", log(), runs::err);
    assertEquals(1, record.get("exit_code"), runs::err);
    assertTrue(String.valueOf(record.get("problem")).contains("a.txt:1: no digits"), runs::err);
    assertEquals("", box.git("diff", "--cached", "--name-only"));
    assertTrue(leftBehind().isEmpty(), leftBehind()::toString);
  }

  @Test
  void they_see_the_commit_and_not_what_the_user_has() {
    box.write("b.txt", "staged by the user\n");
    box.git("add", "b.txt");
    hook("pre-commit", "git diff --cached --name-only >.git/seen; git diff --cached >>.git/seen");
    runs.calls(Call.edit("a.txt", "one", "1"), Call.commit("Count")).says("Done.");

    runs.run("count");

    assertEquals("Count\nstart\n", log(), runs::err);
    String seen = beside("seen");
    assertTrue(seen.startsWith("a.txt\ndiff"), seen);
    assertTrue(seen.contains("-one\n+1"), seen);
    assertEquals("b.txt\n", box.git("diff", "--cached", "--name-only"));
  }

  @Test
  void what_a_hook_stages_goes_along_and_is_undone_with_the_rest() {
    box.write("a.txt", "one\ntwo\nthree\nuser's\n");
    hook(
        "pre-commit",
        "sed -i s/1/1./ a.txt; echo made >new.txt; echo log >other.txt; git add a.txt new.txt");
    runs.calls(Call.edit("a.txt", "one", "1"), Call.commit("Count"));
    runs.expecting("Done.", "Hooks changed a.txt, new.txt, other.txt before the commit");

    Map<String, Object> record = runs.run("count");

    assertEquals("1.\ntwo\n", shown("a.txt"), runs::err);
    assertEquals("made\n", shown("new.txt"));
    assertEquals("a.txt\nnew.txt\n", box.git("show", "--format=", "--name-only"));
    assertEquals(" M a.txt\n?? other.txt\n", box.git("status", "--short"));
    assertEquals(List.of("a.txt", "new.txt", "other.txt"), record.get("changed_files"));

    undo();
    assertEquals("start\n", log());
    assertEquals(" M a.txt\n", box.git("status", "--short"));
    assertEquals("one\ntwo\nthree\nuser's\n", box.read("a.txt"));
  }

  private void undo() {
    try (GitRepository git = box.repository();
        Undo undo = git.undo()) {
      String session = undo.sessions().getFirst().id();
      UndoPlan plan = undo.plan(session, new Undo.Scope.LastRun(), List.of());
      undo.carryOut(plan, Set.of(), box.base().resolve("journal"));
    }
  }

  @Test
  void message_is_what_the_hooks_make_of_it() {
    hook("prepare-commit-msg", "test \"$2\" = message && printf '\\nRefs: 12\\n' >>\"$1\"");
    hook("commit-msg", "head -1 \"$1\" | grep -q '^[A-Z]' || { echo 'capital letter'; exit 1; }");
    runs.calls(Call.edit("a.txt", "one", "1"), Call.commit("count"));
    runs.calls(Call.commit("Count")).says("Done.");

    runs.run("count");

    assertEquals("Count\n\nRefs: 12", box.git("log", "-1", "--format=%B").stripTrailing());
    assertEquals("start", box.git("log", "-1", "--format=%s", "HEAD~1").strip());
  }

  @Test
  void those_behind_a_commit_do_not_change_it() {
    hook("post-commit", "git log -1 --format=%s >.git/after; exit 1");
    hook("post-rewrite", "{ echo $1; cat; } >.git/rewritten");
    runs.calls(Call.edit("a.txt", "one", "1"), Call.commit("Count"));
    runs.expecting("x", "The hook post-commit failed (exit code 1); the commit stands");
    runs.run("count");
    String first = box.git("rev-parse", "HEAD").strip();
    assertEquals("Count\n", beside("after"));

    runs.flag("git.run_hooks", "true");
    runs.calls(Call.edit("a.txt", "two", "2"), Call.commit("Two"), Call.amend("Both")).says("Done");
    runs.run("more");
    String rewritten = beside("rewritten");
    assertTrue(rewritten.startsWith("amend\n"), rewritten);
    assertTrue(rewritten.endsWith(" " + box.git("rev-parse", "HEAD")), rewritten);
    assertFalse(rewritten.contains(first), rewritten);
  }

  @Test
  void amend_runs_the_one_behind_it_also_where_there_is_no_other() {
    hook("post-rewrite", "echo $1 >.git/rewritten");
    runs.calls(Call.edit("a.txt", "one", "1"), Call.commit("Count"), Call.amend("Count on"));
    runs.says("Done.").run("count");
    assertEquals("amend\n", beside("rewritten"), runs::err);
  }

  @Test
  void merge_is_finished_with_them() {
    box.diverge("a.txt");
    hook("pre-commit", "git diff --cached --name-only >.git/seen");
    hook("prepare-commit-msg", "echo $2 >>.git/seen");
    runs.calls(Call.run("git merge side"));
    runs.calls(Call.run("echo both >a.txt; git add a.txt"), Call.commit("Merge both"))
        .says("Done.");

    runs.run("merge");

    assertEquals("a.txt\nmerge\n", beside("seen"), runs::err);
    assertEquals(2, box.git("log", "-1", "--format=%P").strip().split(" ").length);
  }

  @Test
  void folder_that_is_not_trusted_runs_none() {
    hook("pre-commit", "touch .git/ran");
    ScriptedRuns untrusting = new ScriptedRuns(box).flag("git.run_hooks", "true");
    untrusting.calls(Call.edit("a.txt", "one", "1"), Call.commit("Count"));
    untrusting.expecting("Done.", "were not run: pre-commit (the folder is not trusted)");

    untrusting.run("count");

    assertFalse(Files.exists(box.folder().resolve(".git/ran")));
    assertEquals("Count\nstart\n", log());
  }

  @Test
  void hook_that_the_run_wrote_itself_is_not_run() {
    box.git("config", "core.hooksPath", ".husky/_");
    hook(".husky/_/", "pre-commit", "sh .husky/pre-commit");
    box.write(".husky/pre-commit", "true\n");
    box.commitAll("hooks");
    runs.calls(Call.write(".husky/pre-commit", "touch .git/ran\n"), Call.commit("Check"));
    runs.expecting("Done.", "this session changed the hook .husky/pre-commit");

    runs.run("check");

    assertFalse(Files.exists(box.folder().resolve(".git/ran")));
    assertEquals("hooks\nstart\n", log());
  }

  @Test
  @Needs(MachineAbility.NAMESPACES)
  void they_are_confined_unless_their_user_says_otherwise() {
    hook("pre-commit", "echo out >../outside 2>/dev/null; git add a.txt");
    runs.calls(Call.edit("a.txt", "one", "1"), Call.commit("Count")).says("Done.");
    runs.run("count");
    assertEquals("Count\nstart\n", log(), runs::err);
    assertFalse(Files.exists(box.base().resolve("outside")));

    runs.flag("git.run_hooks", "true").flag("sandbox.hooks", "false");
    runs.calls(Call.edit("a.txt", "two", "2"), Call.commit("More")).says("Done.");
    runs.run("more");
    assertEquals("More\nCount\nstart\n", log(), runs::err);
    assertTrue(Files.exists(box.base().resolve("outside")));
  }

  private List<Path> leftBehind() {
    try (Stream<Path> all = Files.list(box.folder().resolve(".git"))) {
      return all.filter(file -> file.getFileName().toString().startsWith("vibe")).toList();
    } catch (IOException e) {
      return List.of(temporary);
    }
  }
}
