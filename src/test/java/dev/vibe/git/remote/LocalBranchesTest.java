package dev.vibe.git.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.git.GitRepository;
import dev.vibe.git.GitWorkspace;
import dev.vibe.git.Sandbox;
import dev.vibe.git.config.PushRemote;
import dev.vibe.git.remote.LocalBranches.FileCount;
import dev.vibe.git.remote.LocalBranches.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalBranchesTest {

  private static final String BRANCH = "vibe/x-1";

  @TempDir Path temporary;
  private Sandbox box;

  @BeforeEach
  void repository() {
    box = new Sandbox(temporary).init();
    box.write("a.txt", "one\n");
    box.commitAll("first");
  }

  private RemoteAccess access() {
    try (GitWorkspace git = GitWorkspace.open(box.folder(), box.settings())) {
      return ((GitRepository) git).remotes();
    }
  }

  @Test
  void head_goes_to_a_branch_and_back_and_nothing_else_moves() throws IOException {
    box.write("a.txt", "staged\n");
    box.git("add", "a.txt");
    box.write("a.txt", "unstaged\n");
    LocalBranches local = access().local();
    Place start = local.place();

    local.enter(BRANCH, start, Optional.empty());

    assertEquals(new Place(BRANCH, start.commit()), local.place());
    assertEquals("MM a.txt\n", box.git("status", "--porcelain"));
    assertTrue(local.leave(BRANCH, start, Optional.empty()));
    assertEquals(start, local.place());
    assertEquals("MM a.txt\n", box.git("status", "--porcelain"));
    assertEquals("main\n", box.git("branch", "--format=%(refname:short)"));
  }

  @Test
  void a_detached_head_is_detached_again() throws IOException {
    box.git("checkout", "-q", "--detach");
    LocalBranches local = access().local();
    Place start = local.place();
    assertEquals("", start.branch());

    local.enter(BRANCH, start, Optional.empty());
    box.git("symbolic-ref", "HEAD");

    assertTrue(local.leave(BRANCH, start, Optional.empty()));
    assertEquals(start, local.place());
  }

  @Test
  void a_branch_with_a_commit_of_the_run_stays() throws IOException {
    LocalBranches local = access().local();
    Place start = local.place();
    local.enter(BRANCH, start, Optional.empty());
    box.write("b.txt", "two\nlines\n");
    box.commitAll("second");

    assertFalse(local.leave(BRANCH, start, Optional.empty()));

    String now = local.place().commit();
    assertEquals(BRANCH, local.place().branch());
    assertEquals(List.of(new FileCount("b.txt", 2, 0)), local.changes(start.commit(), now));
    assertEquals(Optional.of(1), local.beyond(start.commit(), now));
    assertTrue(local.subjects(start.commit(), now).getFirst().endsWith(" second"));
    assertTrue(local.isWithin(start.commit(), now));
    assertFalse(local.isWithin("1".repeat(40), now), "a commit that is not here");
  }

  @Test
  void a_branch_that_moved_meanwhile_is_not_taken() throws IOException {
    LocalBranches local = access().local();
    Place start = local.place();
    box.git("branch", BRANCH);

    assertThrows(IOException.class, () -> local.enter(BRANCH, start, Optional.empty()));
    assertEquals(start, local.place());
  }

  @Test
  void a_branch_that_was_there_is_put_back() throws IOException {
    box.git("branch", BRANCH);
    String before = box.git("rev-parse", "HEAD").strip();
    box.write("b.txt", "two\n");
    box.commitAll("second");
    LocalBranches local = access().local();
    Place start = local.place();

    local.enter(BRANCH, start, Optional.of(before));
    assertTrue(local.leave(BRANCH, start, Optional.of(before)));

    assertEquals(Optional.of(before), local.tip(BRANCH));
  }

  @Test
  void a_branch_of_another_work_tree_is_known() throws IOException {
    box.git("worktree", "add", "-q", "-b", BRANCH, temporary.resolve("other").toString());

    assertTrue(access().local().isElsewhere(BRANCH));
    assertFalse(access().local().isElsewhere("main"));
  }

  @Test
  void the_remote_is_the_one_that_git_push_takes() {
    assertEquals(Optional.empty(), access().remote("main"));
    box.git("remote", "add", "fork", "gh:me/r");
    box.git("config", "--global", "url.https://github.com/.insteadOf", "gh:");
    assertEquals(remote("fork", "https://github.com/me/r"), access().remote("main"));
    box.git("remote", "add", "origin", "https://github.com/o/r.git");
    assertEquals(remote("origin", "https://github.com/o/r.git"), access().remote("main"));
    box.git("config", "remote.origin.pushurl", "git@github.com:o/r.git");
    assertEquals(remote("origin", "git@github.com:o/r.git"), access().remote("main"));
    box.git("config", "branch.main.pushRemote", "fork");
    assertEquals("fork", access().remote("main").orElseThrow().name());
    box.git("config", "url.https://evil.example/.insteadOf", "gh:");
    assertEquals(remote("fork", "https://github.com/me/r"), access().remote("main"));
  }

  private static Optional<PushRemote> remote(String name, String address) {
    return Optional.of(new PushRemote(name, address));
  }

  @Test
  void ssh_never_asks() {
    RemoteAccess plain = access();
    assertEquals("ssh -o BatchMode=yes", PushRemote.sshCommand(plain.config(), plain.settings()));
    box.variable("GIT_SSH_COMMAND", "/usr/bin/ssh -i key");
    RemoteAccess set = access();
    assertEquals(
        "/usr/bin/ssh -i key -o BatchMode=yes",
        PushRemote.sshCommand(set.config(), set.settings()));
    box.variable("GIT_SSH_COMMAND", "plink -batch");
    RemoteAccess other = access();
    assertEquals("plink -batch", PushRemote.sshCommand(other.config(), other.settings()));
  }
}
