package dev.vibe.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.git.RepoFacts.Position;
import dev.vibe.git.config.GitSettings;
import dev.vibe.git.config.OngoingWork;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both ways of looking find the same. */
abstract class FactsContract {

  @TempDir Path temporary;
  Sandbox box;

  abstract GitSettings settings();

  @BeforeEach
  void make() {
    box = new Sandbox(temporary).init();
  }

  private RepoFacts facts() {
    return facts(new RepoFacts.Limits(10, 3));
  }

  private RepoFacts facts(RepoFacts.Limits limits) {
    try (GitWorkspace workspace = GitWorkspace.open(box.folder(), settings())) {
      return ((GitRepository) workspace).facts(limits);
    }
  }

  @Test
  void unborn_branch() {
    box.write("a.txt", "a\n");
    RepoFacts facts = facts();
    assertEquals(new Position.Unborn("main"), facts.position());
    assertEquals(List.of("a.txt"), facts.untracked().first());
    assertEquals(List.of(), facts.recent());
    box.git("add", "a.txt");
    assertEquals(List.of("a.txt"), facts().staged().first());
  }

  @Test
  void clean_branch_with_history() {
    for (int i = 1; i <= 4; i++) {
      box.write("a.txt", i + "\n");
      box.commitAll("Change " + i + "\nwith a second line\n\nand a body");
    }
    RepoFacts facts = facts();
    String head = box.git("rev-parse", "HEAD").substring(0, 8);
    assertEquals(new Position.OnBranch("main", head), facts.position());
    assertTrue(facts.isClean(), facts.toString());
    assertEquals(3, facts.recent().size());
    assertEquals(
        new RepoFacts.Commit(head, "Change 4 with a second line"), facts.recent().getFirst());
    assertEquals(OngoingWork.NONE, facts.ongoing());
  }

  @Test
  void detached_head() {
    box.write("a.txt", "a\n");
    box.commitAll("start");
    box.git("checkout", "-q", "--detach");
    assertEquals(
        new Position.Detached(box.git("rev-parse", "HEAD").substring(0, 8)), facts().position());
  }

  @Test
  void every_kind_of_change() throws Exception {
    for (String name :
        List.of("same", "staged", "edited", "both", "gone", "removed", "mode", "moved")) {
      box.write(name + ".txt", name + "\n");
    }
    box.write("folder/tracked.txt", "t\n");
    box.write(".gitignore", "*.log\n");
    box.commitAll("start");
    box.write("staged.txt", "x\n");
    box.write("both.txt", "x\n");
    box.write("added.txt", "x\n");
    box.git("add", "staged.txt", "both.txt", "added.txt");
    box.git("rm", "-q", "--cached", "removed.txt");
    box.git("mv", "moved.txt", "here.txt");
    box.write("both.txt", "y\n");
    box.write("edited.txt", "editor\n");
    box.write("same.txt", "same\n");
    box.delete("gone.txt");
    box.executable("mode.txt");
    box.write("announced.txt", "x\n");
    box.git("add", "-N", "announced.txt");
    box.write("new/one.txt", "1\n");
    box.write("new/deep/two.txt", "2\n");
    box.write("folder/loose.txt", "l\n");
    box.write("x.log", "x\n");
    box.write("only/ignored.log", "x\n");
    Files.createDirectories(box.folder().resolve("empty"));
    Sandbox nested = new Sandbox(Files.createDirectories(temporary.resolve("other")));
    nested.in(Files.createDirectories(box.folder().resolve("nested"))).init();
    nested.write("n.txt", "n\n");

    RepoFacts facts = facts(new RepoFacts.Limits(20, 1));

    assertEquals(
        List.of("added.txt", "both.txt", "here.txt", "moved.txt", "removed.txt", "staged.txt"),
        facts.staged().first());
    assertEquals(
        List.of("announced.txt", "both.txt", "edited.txt", "gone.txt", "mode.txt"),
        facts.unstaged().first());
    assertEquals(
        List.of("folder/loose.txt", "nested/", "new/", "removed.txt"), facts.untracked().first());
    assertEquals(4, facts.untracked().count());
    assertEquals(2, facts(new RepoFacts.Limits(2, 1)).untracked().first().size());
  }

  @Test
  void conflict_in_a_merge() {
    box.write("a.txt", "base\n");
    box.commitAll("base");
    box.diverge("a.txt");
    box.failingGit("merge", "side");

    RepoFacts facts = facts();

    assertEquals(OngoingWork.MERGE, facts.ongoing());
    assertEquals(List.of("a.txt"), facts.conflicted().first());
    assertEquals(0, facts.unstaged().count());
    assertEquals(0, facts.staged().count());
    box.git("merge", "--abort");
    box.failingGit("rebase", "side");
    assertEquals(OngoingWork.REBASE, facts().ongoing());
    box.git("rebase", "--abort");
    box.failingGit("cherry-pick", "side");
    assertEquals(OngoingWork.CHERRY_PICK, facts().ongoing());
    box.git("cherry-pick", "--abort");
    box.git("bisect", "start");
    assertEquals(OngoingWork.BISECT, facts().ongoing());
  }

  @Test
  void only_what_lies_in_the_working_folder_counts() {
    box.write("sub/a.txt", "a\n");
    box.write("b.txt", "b\n");
    box.commitAll("start");
    box.write("sub/a.txt", "a2\n");
    box.write("sub/new.txt", "n\n");
    box.write("b.txt", "b2\n");
    box.in(box.folder().resolve("sub"));

    RepoFacts facts = facts();

    assertEquals(List.of("a.txt"), facts.unstaged().first());
    assertEquals(List.of("new.txt"), facts.untracked().first());
  }

  @Test
  void line_endings_that_git_would_normalise_are_no_change() {
    box.git("config", "core.autocrlf", "true");
    box.write("a.txt", "one\r\ntwo\r\n");
    box.commitAll("start");
    box.write("a.txt", "one\r\ntwo\r\n");
    assertTrue(facts().isClean());
  }

  @Test
  void linked_worktree_and_submodule() throws Exception {
    Sandbox library = new Sandbox(Files.createDirectories(temporary.resolve("library"))).init();
    library.write("lib.c", "int x;\n");
    library.commitAll("lib");
    box.git("submodule", "--quiet", "add", library.folder().toString(), "lib");
    box.commitAll("start");
    Path linked = box.base().resolve("linked");
    Path main = box.folder();
    box.git("worktree", "add", "-q", "-b", "side", linked.toString());
    box.write("lib/lib.c", "int y;\n");
    assertTrue(facts().isClean(), facts().toString());
    box.git(main.resolve("lib"), "commit", "-q", "-am", "inside");
    assertEquals(List.of("lib"), facts().unstaged().first());
    box.in(main.resolve("lib"));
    assertTrue(facts().isClean());
    box.in(linked);
    box.write("new.txt", "n\n");
    RepoFacts facts = facts();
    assertEquals(
        new Position.OnBranch("side", box.git("rev-parse", "HEAD").substring(0, 8)),
        facts.position());
    assertEquals(List.of("new.txt"), facts.untracked().first());
  }

  @Test
  void held_index_lock_does_not_matter_and_stays() throws Exception {
    box.write("a.txt", "a\n");
    box.commitAll("start");
    Path lock = Files.createFile(box.folder().resolve(".git/index.lock"));
    assertTrue(facts().isClean());
    assertTrue(Files.exists(lock));
  }

  @Test
  void what_is_changed_around_the_folder_is_told_apart() {
    box.write("sub/a.txt", "1\n");
    box.write("b.txt", "1\n");
    box.write("other/c.txt", "1\n");
    box.commitAll("start");
    Path top = box.folder();
    box.write("sub/a.txt", "2\n");
    box.write("b.txt", "2\n");
    box.write("other/c.txt", "2\n");
    box.git("add", "other/c.txt");
    box.write("other/new.txt", "n\n");
    box.write("fresh/new.txt", "n\n");
    box.in(top.resolve("sub"));

    RepoFacts facts = facts();
    assertEquals(List.of("a.txt"), facts.unstaged().first());
    assertEquals(List.of(), facts.staged().first());
    assertEquals(List.of(), facts.untracked().first());
    RepoFacts.Around around = facts.around().orElseThrow();
    assertEquals(top.toString(), around.top());
    assertEquals("sub", around.prefix());
    assertEquals(
        Stream.of("b.txt", "fresh", "other/c.txt", "other/new.txt")
            .map(name -> top.resolve(name).toString())
            .toList(),
        around.changed().first());
    assertEquals(Optional.empty(), factsAtTop(top).around());
  }

  private RepoFacts factsAtTop(Path top) {
    box.in(top);
    return facts();
  }
}
