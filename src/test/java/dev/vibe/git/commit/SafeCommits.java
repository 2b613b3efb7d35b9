package dev.vibe.git.commit;

import static dev.vibe.git.Sandbox.committed;
import static dev.vibe.git.Sandbox.refusal;
import static dev.vibe.git.Sandbox.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.Usage;
import dev.vibe.git.GitWorkspace;
import dev.vibe.git.config.GitConfig;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.GitIgnoreRules;
import dev.vibe.git.config.Identity;
import dev.vibe.git.store.Edit;
import dev.vibe.git.store.GitStore;
import dev.vibe.git.store.Head;
import dev.vibe.git.store.NewCommit;
import dev.vibe.git.store.Restaging;
import dev.vibe.git.store.Staged;
import dev.vibe.git.store.TreeEntry;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.workspace.IgnoreRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What others hold, staged, configured or did meanwhile. */
abstract class SafeCommits extends CommitBench {
  @Test
  void index_lock_of_somebody_else_is_waited_for_then_named_and_never_removed() throws IOException {
    box.write("a.txt", "a\n");
    box.commitAll("start");
    box.edit(changes, "a.txt", "b\n");
    Path lock = Files.createFile(box.folder().resolve(".git/index.lock"));

    var refused = (CommitOutcome.Refused) commit(request("Change"));

    assertEquals(ProblemCode.GIT_LOCKED, refused.problem().code());
    assertTrue(refused.problem().cause().contains(lock.toString()));
    assertTrue(refused.problem().remedy().contains("rm '" + lock + "'"));
    assertTrue(Files.exists(lock));
    Files.delete(lock);
    assertEquals("start\n", box.git("log", "-1", "--format=%s"));
    committed(commit(request("Change")));
  }

  @Test
  void index_lock_that_stays_is_named_before_anybody_commits() throws IOException {
    Path lock = Files.createFile(box.folder().resolve(".git/index.lock"));
    Instant now = box.settings().clock().instant();
    Files.setLastModifiedTime(lock, FileTime.from(now.minusSeconds(30)));
    assertEquals(List.of(), GitWorkspace.leftBehind(box.folder(), box.settings()));

    Files.setLastModifiedTime(lock, FileTime.from(now.minusSeconds(600)));
    Problem told = GitWorkspace.leftBehind(box.folder(), box.settings()).getFirst();
    assertTrue(told.cause().startsWith(lock + " has been there for 10 min"), told.cause());
    assertTrue(Files.exists(lock));
    Files.delete(lock);
    assertEquals(List.of(), GitWorkspace.leftBehind(box.base(), box.settings()));
  }

  @Test
  void note_carries_session_model_and_tokens() {
    box.edit(changes, "a.txt", "a\n");
    committed(commit(request("One")));
    box.edit(changes, "a.txt", "b\n");
    committed(
        commit(
            new CommitRequest(
                "Two", List.of(), new CommitNote("s\"2\n", "é", new Usage(7, 8, 9)))));

    assertEquals(
        "{\"session_id\":\"s-1\",\"model\":\"devstral\",\"input_tokens\":10,\"output_tokens\":5,"
            + "\"cached_tokens\":2}\n",
        box.git("notes", "--ref=vibe", "show", "HEAD~1"));
    assertEquals(
        "{\"session_id\":\"s\\\"2\\u000a\",\"model\":\"\\u00e9\",\"input_tokens\":7,"
            + "\"output_tokens\":8,\"cached_tokens\":9}\n",
        box.git("notes", "--ref=vibe", "show", "HEAD"));
  }

  @Test
  void hooks_are_not_run_and_the_outcome_says_so() throws IOException {
    for (String hook :
        List.of("pre-commit", "commit-msg", "post-commit", "reference-transaction")) {
      Path file = box.folder().resolve(".git/hooks/" + hook);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "#!/bin/sh\ntouch " + box.base() + "/PWNED\nexit 1\n");
      assertTrue(file.toFile().setExecutable(true));
    }
    box.edit(changes, "a.txt", "a\n");

    var outcome = committed(commit(request("Change")));

    assertTrue(
        outcome.remarks().getFirst().contains("pre-commit, commit-msg, post-commit"),
        outcome.remarks().toString());
    assertFalse(Files.exists(box.base().resolve("PWNED")));
  }

  @Test
  void file_behind_a_filter_is_left_out_and_the_filter_is_not_run() {
    box.write("a.txt", "a\n");
    box.write(".gitattributes", "*.secret filter=hide\n");
    box.commitAll("start");
    box.git("config", "filter.hide.clean", "touch " + box.base() + "/PWNED; cat");
    box.git("config", "filter.hide.required", "true");
    box.edit(changes, "x.secret", "s\n");
    box.edit(changes, "a.txt", "b\n");

    var outcome = committed(commit(request("Change")));

    assertEquals("x.secret", outcome.skipped().getFirst().path());
    assertTrue(outcome.skipped().getFirst().reason().contains("hide"));
    assertFalse(Files.exists(box.base().resolve("PWNED")));
  }

  @Test
  void index_is_put_back_when_the_branch_moved_meanwhile() throws IOException {
    box.write("a.txt", TEN);
    box.commitAll("start");
    box.write("a.txt", TEN.replace("2\n", "staged\n"));
    box.git("add", "a.txt");
    box.edit(changes, "a.txt", box.read("a.txt").replace("9\n", "by run\n"));

    Path lock = Files.createFile(box.folder().resolve(".git/refs/heads/main.lock"));

    assertEquals("head-moved", refusal(commit(request("Change"))));

    Files.delete(lock);
    assertEquals(TEN.replace("2\n", "staged\n"), inIndex("a.txt"));
    assertEquals("start\n", box.git("log", "-1", "--format=%s"));
    committed(commit(request("Change")));
  }

  @Test
  void branch_is_not_moved_when_it_is_not_where_it_was() throws IOException {
    box.write("a.txt", "a\n");
    box.commitAll("start");
    GitFolders folders = folders();
    GitConfig config = GitConfig.load(box.settings(), folders);
    var people = ((Identity.Found.Known) Identity.find(config, box.settings())).people();
    try (GitStore store = store(folders, box.settings(), config)) {
      Head before = store.head();
      String id = store.insertCommit(NewCommit.on(before, Map.of(), "x\n", people));
      box.git("commit", "-q", "--allow-empty", "-m", "by user");
      assertFalse(store.advance(before, id, "commit: x", people));
    }
    assertEquals("by user\n", box.git("log", "-1", "--format=%s"));
  }

  @Test
  void killed_before_the_branch_moves_the_change_is_staged_beside_the_users() throws Exception {
    box.write("a.txt", TEN);
    box.commitAll("start");
    box.write("a.txt", TEN.replace("2\n", "staged\n"));
    box.git("add", "a.txt");
    box.edit(changes, "a.txt", box.read("a.txt").replace("9\n", "by run\n"));
    GitFolders folders = folders();
    GitConfig config = GitConfig.load(box.settings(), folders);
    try (GitStore store = store(folders, box.settings(), config)) {
      IgnoreRules rules = GitIgnoreRules.of(folders, folders.worktree(), box.settings());
      CommitPlan plan =
          new CommitPlanner(store, config, folders, rules).plan(store.head(), changes.pending());
      assertTrue(store.restage(List.of(plan.items().getFirst().restaging())));
    }
    assertEquals("start\n", box.git("log", "-1", "--format=%s"));
    assertEquals(TEN.replace("2\n", "staged\n").replace("9\n", "by run\n"), inIndex("a.txt"));
    assertEquals("M  a.txt\n", box.git("status", "--porcelain"));
    box.assertSound();
  }

  @Test
  void index_is_not_changed_when_it_is_not_as_expected() throws Exception {
    box.write("a.txt", "a\n");
    box.commitAll("start");
    GitFolders folders = folders();
    try (GitStore store = store(folders, box.settings(), GitConfig.load(box.settings(), folders))) {
      String id = store.insertBlob("b\n".getBytes(StandardCharsets.UTF_8));
      var put = new Edit.Put(new TreeEntry("100644", id));
      assertFalse(store.restage(List.of(new Restaging("a.txt", new Staged.Nothing(), put))));
    }
    assertEquals("a\n", inIndex("a.txt"));
  }

  @Test
  void names_with_blanks_quotes_and_letters_beyond_ascii() {
    box.write("Ünï cödé/a \"b\".txt", "a\n");
    box.commitAll("start");
    box.edit(changes, "Ünï cödé/a \"b\".txt", "b\n");
    box.edit(changes, "*.txt", "star\n");

    committed(commit(request("Change")));

    assertEquals("", box.git("status", "--porcelain"));
    assertEquals("b\n", shown("Ünï cödé/a \"b\".txt"));
  }

  @Test
  void users_change_of_equal_length_in_the_second_of_the_index_stays_visible() throws IOException {
    box.git("config", "core.trustctime", "false");
    box.write("a.txt", "a\n");
    box.write("user.txt", "old\n");
    box.commitAll("start");
    FileTime written = FileTime.fromMillis(1_700_000_000_500L);
    Files.setLastModifiedTime(box.folder().resolve("user.txt"), written);
    box.git("update-index", "--refresh");
    FileTime later = FileTime.fromMillis(written.toMillis() + 200);
    Files.setLastModifiedTime(box.folder().resolve(".git/index"), later);
    Path user = box.folder().resolve("user.txt");
    Files.writeString(user, "new\n");
    Files.setLastModifiedTime(user, FileTime.fromMillis(written.toMillis() + 300));
    box.edit(changes, "a.txt", "b\n");

    committed(commit(request("Change")));

    assertEquals(" M user.txt\n", box.git("status", "--porcelain"));
  }

  @Test
  void empty_message_is_refused() {
    box.edit(changes, "a.txt", "a\n");
    assertEquals("no-commit-message", refusal(commit(request(" \n "))));
  }
}
