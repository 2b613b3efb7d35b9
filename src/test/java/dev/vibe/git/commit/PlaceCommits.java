package dev.vibe.git.commit;

import static dev.vibe.git.Sandbox.committed;
import static dev.vibe.git.Sandbox.refusal;
import static dev.vibe.git.Sandbox.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.git.Sandbox;
import dev.vibe.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Where commits go, and where they do not. */
abstract class PlaceCommits extends CommitBench {
  @Test
  void file_in_a_submodule_is_not_committed() {
    Sandbox library = new Sandbox(mkdir("library")).init();
    library.write("lib.c", "int x;\n");
    library.commitAll("lib");
    box.write("a.txt", "a\n");
    box.git("submodule", "--quiet", "add", library.folder().toString(), "lib");
    box.commitAll("start");
    box.edit(changes, "a.txt", "b\n");
    box.edit(changes, "lib/lib.c", "int y;\n");

    var outcome = committed(commit(request("Change")));

    assertEquals("lib/lib.c", outcome.skipped().getFirst().path());
    assertTrue(outcome.skipped().getFirst().reason().contains("submodule"));
    assertEquals("a.txt\n", box.git("show", "--format=", "--name-only", "HEAD"));
    assertTrue(box.git("ls-tree", "HEAD", "lib").startsWith("160000"));
  }

  @Test
  void in_a_submodule_the_commit_goes_to_the_submodule() throws IOException {
    Sandbox library = new Sandbox(mkdir("library")).init();
    library.write("lib.c", "int x;\n");
    library.commitAll("lib");
    box.git("submodule", "--quiet", "add", library.folder().toString(), "lib");
    box.commitAll("start");
    box.in(box.folder().resolve("lib"));
    box.edit(changes, "lib.c", "int y;\n");

    var outcome = committed(commit(request("Rename")));

    assertEquals("int y;\n", shown("lib.c"));
    assertEquals(outcome.id() + "\n", box.git("rev-parse", "HEAD"));
    assertEquals("", box.git("status", "--porcelain"));
  }

  @Test
  void in_a_linked_worktree_the_commit_goes_to_its_branch() {
    box.write("a.txt", "a\n");
    box.commitAll("start");
    Path main = box.folder();
    Path linked = box.base().resolve("linked");
    box.git("worktree", "add", "-q", "-b", "side", linked.toString());
    box.in(linked);
    box.edit(changes, "a.txt", "b\n");

    var outcome = committed(commit(request("Change")));

    assertEquals("side", outcome.branch());
    assertEquals(outcome.id() + "\n", box.git(main, "rev-parse", "side"));
    assertEquals("start\n", box.git(main, "log", "-1", "--format=%s", "main"));
    assertEquals("", box.git("status", "--porcelain"));
  }

  @Test
  void working_folder_below_the_top_commits_its_files() {
    box.write("deep/er/a.txt", "a\n");
    box.commitAll("start");
    box.in(box.folder().resolve("deep"));
    box.edit(changes, "er/a.txt", "b\n");

    var outcome = committed(commit(request("Change", "er")));

    assertEquals("er/a.txt", outcome.files().getFirst().path());
    assertEquals("deep/er/a.txt\n", box.git("show", "--format=", "--name-only", "HEAD"));
  }

  @Test
  void first_commit_of_an_unborn_branch() {
    box.edit(changes, "a.txt", "a\n");
    box.write("staged.txt", "by user\n");
    box.git("add", "staged.txt");

    var outcome = committed(commit(request("First")));

    assertEquals("main", outcome.branch());
    assertEquals("1\n", box.git("rev-list", "--count", "HEAD"));
    assertEquals("a.txt\n", box.git("ls-tree", "-r", "--name-only", "HEAD"));
    assertEquals("A  staged.txt\n", box.git("status", "--porcelain"));
  }

  @Test
  void detached_head_moves_and_the_outcome_says_so() {
    box.write("a.txt", "a\n");
    box.commitAll("start");
    box.git("checkout", "-q", "--detach");
    box.edit(changes, "a.txt", "b\n");

    var outcome = committed(commit(request("Change")));

    assertEquals("", outcome.branch());
    assertTrue(outcome.remarks().getFirst().contains("detached"));
    assertEquals(outcome.id() + "\n", box.git("rev-parse", "HEAD"));
    assertEquals("start\n", box.git("log", "-1", "--format=%s", "main"));
    box.failingGit("symbolic-ref", "-q", "HEAD");
  }

  @Test
  void merge_in_progress_is_refused_and_nothing_changes() {
    divergence();
    box.failingGit("merge", "side");
    assertRefusedUnchanged("work-in-progress");
  }

  @Test
  void rebase_in_progress_is_refused_and_nothing_changes() {
    divergence();
    box.failingGit("rebase", "side");
    assertRefusedUnchanged("work-in-progress");
  }

  @Test
  void cherry_pick_in_progress_is_refused_and_nothing_changes() {
    divergence();
    box.failingGit("cherry-pick", "side");
    assertRefusedUnchanged("work-in-progress");
  }

  @Test
  void bisect_in_progress_is_refused_and_nothing_changes() {
    divergence();
    box.git("bisect", "start");
    assertRefusedUnchanged("work-in-progress");
  }

  private void divergence() {
    box.write("a.txt", "base\n");
    box.write("b.txt", "b\n");
    box.commitAll("base");
    box.diverge("a.txt");
  }

  private void assertRefusedUnchanged(String code) {
    box.edit(changes, "b.txt", "by run\n");
    String before = box.git("status", "--porcelain") + box.git("rev-parse", "HEAD");
    assertEquals(code, refusal(commit(request("Change"))));
    assertEquals(before, box.git("status", "--porcelain") + box.git("rev-parse", "HEAD"));
  }

  @Test
  void unmerged_file_without_a_merge_in_progress_is_left_out() {
    box.write("a.txt", "base\n");
    box.write("b.txt", "b\n");
    box.commitAll("base");
    box.write("a.txt", "stashed\n");
    box.git("stash", "-q");
    box.write("a.txt", "other\n");
    box.commitAll("other");
    box.failingGit("stash", "pop");
    box.edit(changes, "a.txt", "resolved\n");
    box.edit(changes, "b.txt", "by run\n");

    var outcome = committed(commit(request("Change")));

    assertEquals("it has an unresolved conflict", outcome.skipped().getFirst().reason());
    assertEquals("UU a.txt\n", box.git("status", "--porcelain"));
  }

  @Test
  void missing_identity_is_said_with_the_two_commands() throws IOException {
    Files.writeString(box.home().resolve(".gitconfig"), "[init]\n\tdefaultBranch = main\n");
    box.edit(changes, "a.txt", "a\n");

    var refused = (CommitOutcome.Refused) commit(request("Change"));

    assertEquals(ProblemCode.NO_GIT_IDENTITY, refused.problem().code());
    assertTrue(refused.problem().remedy().contains("git config --global user.name"));
    assertTrue(refused.problem().remedy().contains("git config --global user.email"));
    box.failingGit("rev-parse", "-q", "--verify", "HEAD");
  }

  @Test
  void author_of_the_environment_is_honoured() {
    box.variable("GIT_AUTHOR_NAME", "Grace");
    box.variable("GIT_AUTHOR_EMAIL", "grace@example.org");
    box.variable("GIT_AUTHOR_DATE", "2024-02-03T04:05:06+02:00");
    box.edit(changes, "a.txt", "a\n");

    committed(commit(request("Change")));

    assertEquals(
        "Grace <grace@example.org> 2024-02-03T04:05:06+02:00 Ada\n",
        box.git("log", "-1", "--format=%an <%ae> %aI %cn"));
  }

  @Test
  void identity_of_a_conditional_include_is_honoured() throws IOException {
    Files.writeString(
        box.home().resolve(".gitconfig"),
        "[user]\n\tname = Ada\n\temail = private\n[includeIf \"gitdir:"
            + box.folder()
            + "/\"]\n\tpath = "
            + box.base()
            + "/office\n[includeIf \"gitdir:/elsewhere/\"]\n\tpath = "
            + box.base()
            + "/nowhere\n");
    Files.writeString(box.base().resolve("office"), "[user]\n\temail = office\n");
    Files.writeString(box.base().resolve("nowhere"), "[user]\n\temail = wrong\n");
    box.edit(changes, "a.txt", "a\n");

    committed(commit(request("Change")));

    assertEquals("office\n", box.git("log", "-1", "--format=%ae"));
  }
}
