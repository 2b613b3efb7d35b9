package dev.vibe.git.worktree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.git.Sandbox;
import dev.vibe.git.worktree.WorktreeState.Use;
import dev.vibe.git.worktree.WorktreeWish.Start;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagedWorktreesTest {

  @TempDir private Path temporary;
  private Sandbox box;
  private Path all;

  @BeforeEach
  void repository() {
    box = new Sandbox(temporary);
    all = box.base().resolve("state/worktrees");
    box.git("init", "--quiet");
    box.write("a.txt", "a\n");
    box.write(".gitignore", ".env\nbuild/\n");
    box.git("add", ".");
    box.git("commit", "--quiet", "-m", "a");
  }

  private ManagedWorktrees worktrees() {
    return ManagedWorktrees.of(box.folder(), box.settings(), all);
  }

  private static WorktreeWish wish(String name) {
    return new WorktreeWish(name, "", Start.GO_ON);
  }

  private String in(WorktreeStay stay, String... command) {
    Path before = box.folder();
    String said = box.in(stay.worktree().folder()).git(command);
    box.in(before);
    return said;
  }

  @Test
  void one_is_made_on_a_branch_of_its_own_and_every_git_knows_it() throws IOException {
    try (WorktreeStay stay = worktrees().enter(wish("fix"))) {
      ManagedWorktree made = stay.worktree();
      assertTrue(stay.isNew());
      assertTrue(made.folder().startsWith(all.toRealPath()));
      assertEquals("a\n", Files.readString(made.folder().resolve("a.txt")));
      assertEquals("vibe/fix", in(stay, "branch", "--show-current").strip());
      assertEquals("", in(stay, "status", "--porcelain"));
      assertTrue(box.git("worktree", "list").contains(made.folder().toString()));
      assertFalse(Files.readString(made.folder().resolve(".git")).contains("/common/"));
    }
  }

  @Test
  void nothing_of_the_repository_runs_when_one_is_made() throws IOException {
    Path trace = box.base().resolve("ran");
    String ran = "touch " + trace;
    Path hook = box.folder().resolve(".git/hooks/post-checkout");
    Files.createDirectories(hook.getParent());
    Files.writeString(hook, "#!/bin/sh\n" + ran + "\n");
    Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
    box.git("config", "filter.evil.smudge", ran + "; cat");
    box.git("config", "core.fsmonitor", ran);
    box.write(".gitattributes", "*.txt filter=evil\n");
    box.git("-c", "filter.evil.smudge=cat", "add", ".");
    box.git("-c", "core.fsmonitor=false", "commit", "--quiet", "-m", "attributes");
    Files.deleteIfExists(trace);
    ManagedWorktrees worktrees = worktrees();
    try (WorktreeStay stay = worktrees.enter(wish("fix"))) {
      assertTrue(stay.isNew());
    }
    worktrees.list();
    worktrees.remove("fix");
    assertFalse(Files.exists(trace));
  }

  @Test
  void a_named_one_goes_on_and_is_nobody_elses_meanwhile() throws IOException {
    ManagedWorktrees worktrees = worktrees();
    try (WorktreeStay stay = worktrees.enter(wish("fix"))) {
      Files.writeString(stay.worktree().folder().resolve("new.txt"), "new\n");
      VibeException busy = assertThrows(VibeException.class, () -> worktrees().enter(wish("fix")));
      assertEquals(ProblemCode.WORKTREE_IN_USE, busy.problem().code());
      assertEquals(Use.IN_USE, worktrees.state("fix").use());
      assertThrows(VibeException.class, () -> worktrees.remove("fix"));
    }
    try (WorktreeStay again = worktrees.enter(wish("fix"))) {
      assertFalse(again.isNew());
      assertTrue(Files.exists(again.worktree().folder().resolve("new.txt")));
    }
  }

  @Test
  void it_is_known_what_only_one_of_them_holds_and_a_branch_with_commits_stays() {
    ManagedWorktrees worktrees = worktrees();
    try (WorktreeStay stay = worktrees.enter(wish("fix"))) {
      assertTrue(worktrees.state("fix").isEmpty());
      Path before = box.folder();
      box.in(stay.worktree().folder()).write("b.txt", "b\n");
      box.write(".env", "ignored\n");
      box.in(before);
      assertEquals("1 changed file", worktrees.state("fix").holds());
      in(stay, "add", ".");
      in(stay, "commit", "--quiet", "-m", "b");
    }
    assertEquals("1 unpushed commit", worktrees.state("fix").holds());
    assertEquals(Optional.of("vibe/fix"), worktrees.remove("fix"));
    assertEquals("b", box.git("log", "-1", "--format=%s", "vibe/fix").strip());
    assertEquals(List.of(), worktrees.list());
    assertEquals(1, box.git("worktree", "list").lines().count());

    try (WorktreeStay again = worktrees.enter(wish("fix"))) {
      assertTrue(Files.exists(again.worktree().folder().resolve("b.txt")), "the branch goes on");
    }
    box.git("merge", "--quiet", "vibe/fix");
    assertEquals(Optional.empty(), worktrees.remove("fix"));
    assertEquals("", box.git("branch", "--list", "vibe/*"));
  }

  @Test
  void one_that_begins_anew_has_nothing_of_the_earlier_one() throws IOException {
    ManagedWorktrees worktrees = worktrees();
    try (WorktreeStay stay = worktrees.enter(wish("task"))) {
      Files.writeString(stay.worktree().folder().resolve("half.txt"), "half\n");
      in(stay, "add", ".");
      in(stay, "commit", "--quiet", "-m", "half");
    }
    try (WorktreeStay anew = worktrees.enter(new WorktreeWish("task", "main", Start.ANEW))) {
      assertTrue(anew.isNew());
      assertFalse(Files.exists(anew.worktree().folder().resolve("half.txt")));
      assertEquals("a", in(anew, "log", "-1", "--format=%s").strip());
    }
  }

  @Test
  void what_a_killed_run_leaves_is_found() throws IOException {
    WorktreeStay killed = worktrees().enter(wish("fix"));
    killed.lock().close(); // as the end of its process does
    assertEquals(List.of("fix"), ManagedWorktrees.cutOff(worktrees().home()));
    assertEquals(Use.CUT_OFF, worktrees().state("fix").use());
    Files.delete(killed.worktree().folder().resolve(".git"));
    assertEquals(Use.BROKEN, worktrees().state("fix").use());
    try (WorktreeStay again = worktrees().enter(wish("fix"))) {
      assertTrue(again.isNew());
      assertEquals("", in(again, "status", "--porcelain"));
    }
    assertEquals(List.of(), ManagedWorktrees.cutOff(worktrees().home()));
  }

  @Test
  void listed_ignored_files_come_along_and_no_others() throws IOException {
    box.write(".worktreeinclude", "# local\n.env\nlocal/\nbuild/keep.txt\n");
    box.write(".env", "A=1\n");
    box.write("build/keep.txt", "keep\n");
    box.write("build/big.bin", "big\n");
    box.write("local/new.txt", "untracked, not ignored\n");
    Path outside = Files.writeString(box.base().resolve("outside"), "secret\n");
    Files.createDirectories(box.folder().resolve("build/sub"));
    Files.createSymbolicLink(box.folder().resolve("build/sub/.env"), outside);
    try (WorktreeStay stay = worktrees().enter(wish("fix"))) {
      Path top = stay.worktree().folder();
      assertEquals("A=1\n", Files.readString(top.resolve(".env")));
      assertEquals("keep\n", Files.readString(top.resolve("build/keep.txt")));
      assertFalse(Files.exists(top.resolve("build/big.bin")));
      assertFalse(Files.exists(top.resolve("local")));
      assertFalse(Files.exists(top.resolve("build/sub/.env")));
      assertEquals(
          List.of(ProblemCode.WORKTREE_INCOMPLETE),
          stay.notices().stream().map(Problem::code).toList());
    }
  }

  @Test
  void submodules_that_are_there_come_along_without_a_remote() throws IOException {
    Path lib = box.base().resolve("lib");
    Path work = box.folder();
    Files.createDirectories(lib);
    box.in(lib).git("init", "--quiet");
    box.write("lib.txt", "lib\n");
    box.git("add", ".");
    box.git("commit", "--quiet", "-m", "lib");
    box.in(work).git("submodule", "--quiet", "add", lib.toString(), "deps/lib");
    box.git("commit", "--quiet", "-m", "with lib");
    Files.move(lib, box.base().resolve("gone"));
    ManagedWorktrees worktrees = worktrees();
    try (WorktreeStay stay = worktrees.enter(wish("fix"))) {
      assertEquals(List.of(), stay.notices());
      Path there = stay.worktree().folder().resolve("deps/lib/lib.txt");
      assertEquals("lib\n", Files.readString(there));
      assertEquals("", in(stay, "status", "--porcelain"));
    }
    worktrees.remove("fix");
    assertEquals("", box.git("status", "--porcelain"));
    Path known = work.resolve(".git/modules/deps/lib/worktrees");
    assertEquals(0, known.toFile().list().length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a/b", "../x", "a..b", "x.lock", "-x", "a b", "x."})
  void what_cannot_name_a_folder_and_a_branch_is_refused(String name) {
    VibeException e = assertThrows(VibeException.class, () -> wish(name));
    assertEquals(ProblemCode.WORKTREE_NAME, e.problem().code());
  }

  @Test
  void what_cannot_be_is_said_plainly() {
    assertEquals(
        "there is no commit nope",
        assertThrows(
                VibeException.class,
                () -> worktrees().enter(new WorktreeWish("x", "nope", Start.ANEW)))
            .problem()
            .cause());
    assertEquals(
        ProblemCode.WORKTREE_NAME,
        assertThrows(VibeException.class, () -> worktrees().remove("x")).problem().code());
    assertEquals(
        ProblemCode.NEEDS_GIT,
        assertThrows(
                VibeException.class, () -> ManagedWorktrees.of(box.folder(), box.settings(""), all))
            .problem()
            .code());
    assertEquals(
        ProblemCode.NO_REPOSITORY,
        assertThrows(
                VibeException.class, () -> ManagedWorktrees.of(box.base(), box.settings(), all))
            .problem()
            .code());
  }
}
