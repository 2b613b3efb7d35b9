package dev.vibe.git;

import static dev.vibe.git.Sandbox.command;
import static dev.vibe.git.Sandbox.committed;
import static dev.vibe.git.Sandbox.nothing;
import static dev.vibe.git.Sandbox.refusal;
import static dev.vibe.git.Sandbox.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.workspace.IgnoreRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What both ways of committing must do alike. */
abstract class CommitContract {

  static final String TEN = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n";

  @TempDir Path temporary;
  Sandbox box;
  final RunChanges changes = new RunChanges();

  abstract GitStore store(GitFolders folders, GitSettings settings, GitConfig config)
      throws IOException;

  @BeforeEach
  void make() {
    box = new Sandbox(temporary).init();
  }

  @AfterEach
  void leavesNoLitter() throws IOException {
    try (var left = Files.walk(temporary)) {
      List<Path> litter =
          left.filter(
                  path -> {
                    String name = path.getFileName().toString();
                    return name.endsWith(".lock")
                        || name.startsWith("index.")
                        || name.startsWith(".probe");
                  })
              .filter(path -> !Files.exists(path.resolveSibling("held")))
              .toList();
      assertEquals(List.of(), litter);
    }
    try (var inHome = Files.list(box.home())) {
      assertEquals(List.of(".gitconfig"), inHome.map(p -> p.getFileName().toString()).toList());
    }
  }

  CommitOutcome commit(CommitRequest request) {
    return commit(request, (config, paths) -> store(folders(), box.settings(), config));
  }

  CommitOutcome commit(CommitRequest request, Committer.Opening opening) {
    GitFolders folders = folders();
    return new Committer(
            folders,
            box.settings(),
            () -> GitIgnoreRules.of(folders, folders.worktree(), box.settings()),
            opening)
        .commit(changes, request);
  }

  GitFolders folders() {
    return ((GitFolders.Search.Found) GitFolders.find(box.folder())).folders();
  }

  String shown(String path) {
    return box.git("show", "HEAD:" + path);
  }

  String inIndex(String path) {
    return box.git("show", ":" + path);
  }

  @Test
  void commit_holds_exactly_what_the_run_changed() {
    box.write("a.py", "print(1)\n");
    box.write("b.py", "print(2)\n");
    box.write("user.txt", "old\n");
    box.commitAll("start");
    box.write("user.txt", "new\n");
    box.write("draft.txt", "untracked\n");
    box.edit(changes, "a.py", "logger.debug(1)\n");
    box.edit(changes, "sub/new.py", "x = 1\n");

    var outcome = committed(commit(request("Log instead of printing\n\nBecause.\n")));

    assertEquals(
        List.of("a.py", "sub/new.py"), outcome.files().stream().map(f -> f.path()).toList());
    assertEquals(2, outcome.added());
    assertEquals(1, outcome.removed());
    assertEquals("main", outcome.branch());
    assertEquals(List.of(), outcome.skipped());
    assertEquals("a.py\nsub/new.py\n", box.git("show", "--format=", "--name-only", "HEAD"));
    assertEquals("Log instead of printing\n\nBecause.\n\n", box.git("log", "-1", "--format=%B"));
    assertEquals("Ada <ada@example.org>\n", box.git("log", "-1", "--format=%an <%ae>"));
    assertEquals(" M user.txt\n?? draft.txt\n", box.git("status", "--porcelain"));
    assertTrue(box.git("reflog", "-1", "HEAD").contains("commit: Log instead of printing"));
    assertEquals(outcome.id() + "\n", box.git("rev-parse", "HEAD"));
    box.assertSound();
  }

  @Test
  void staged_and_unstaged_work_of_the_user_stays_as_it_was() {
    box.write("a.txt", TEN);
    box.write("b.txt", TEN);
    box.commitAll("start");
    box.write("a.txt", TEN.replace("2\n", "two staged\n"));
    box.write("b.txt", "staged only\n");
    box.git("add", "a.txt", "b.txt");
    box.write("a.txt", TEN.replace("2\n", "two staged\n").replace("5\n", "five unstaged\n"));
    box.edit(changes, "a.txt", box.read("a.txt").replace("9\n", "nine by run\n"));

    var outcome = committed(commit(request("Change nine")));

    assertEquals(TEN.replace("9\n", "nine by run\n"), shown("a.txt"));
    assertEquals(
        TEN.replace("2\n", "two staged\n").replace("9\n", "nine by run\n"), inIndex("a.txt"));
    assertEquals("staged only\n", inIndex("b.txt"));
    assertEquals("-2\n+two staged\n", changedLines(box.git("diff", "--cached", "-U0", "a.txt")));
    assertEquals("-5\n+five unstaged\n", changedLines(box.git("diff", "-U0", "a.txt")));
    assertEquals(List.of("a.txt"), outcome.files().stream().map(f -> f.path()).toList());
    box.assertSound();
  }

  private static String changedLines(String diff) {
    return diff.lines()
        .filter(line -> line.matches("[-+][^-+].*"))
        .map(line -> line + "\n")
        .reduce("", String::concat);
  }

  @Test
  void file_changed_by_both_in_the_same_lines_stays_uncommitted_and_is_named() {
    box.write("a.txt", TEN);
    box.write("b.txt", "b\n");
    box.commitAll("start");
    box.write("a.txt", TEN.replace("5\n", "five by user\n"));
    box.edit(changes, "a.txt", TEN.replace("5\n", "five by run\n"));
    box.edit(changes, "b.txt", "b by run\n");

    var outcome = committed(commit(request("Change both")));

    assertEquals(List.of("b.txt"), outcome.files().stream().map(f -> f.path()).toList());
    assertEquals("a.txt", outcome.skipped().getFirst().path());
    assertTrue(outcome.skipped().getFirst().reason().contains("same lines"));
    assertEquals(" M a.txt\n", box.git("status", "--porcelain"));
    assertEquals(TEN, inIndex("a.txt"));
  }

  @Test
  void conflict_with_staged_work_alone_also_leaves_the_file() {
    box.write("a.txt", TEN);
    box.commitAll("start");
    box.write("a.txt", TEN.replace("5\n", "five staged\n"));
    box.git("add", "a.txt");
    box.write("a.txt", TEN);
    box.edit(changes, "a.txt", TEN.replace("5\n", "five by run\n"));

    var outcome = nothing(commit(request("Change")));

    assertTrue(outcome.skipped().getFirst().reason().contains("staged"));
    assertEquals(TEN.replace("5\n", "five staged\n"), inIndex("a.txt"));
    assertEquals("1\n", box.git("rev-list", "--count", "HEAD"));
  }

  @Test
  void users_untracked_file_that_the_run_edited_stays_uncommitted() {
    box.write("a.txt", "a\n");
    box.commitAll("start");
    box.write("draft.txt", "by user\n");
    box.edit(changes, "draft.txt", "by user\nby run\n");

    var outcome = nothing(commit(request("Change")));

    assertEquals("draft.txt", outcome.skipped().getFirst().path());
    assertTrue(outcome.skipped().getFirst().reason().contains("there before the run"));
    assertEquals("?? draft.txt\n", box.git("status", "--porcelain"));
  }

  @Test
  void created_deleted_executable_and_linked_files_are_committed() throws IOException {
    box.write("gone.txt", "gone\n");
    box.write("run.sh", "#!/bin/sh\n");
    box.write("old.sh", "#!/bin/sh\n");
    box.executable("old.sh");
    box.commitAll("start");
    GitWorkspace workspace = box.open();
    command(
        workspace,
        changes,
        () -> {
          box.delete("gone.txt");
          box.executable("run.sh");
          link("link", "run.sh");
          box.write("new/dir/file", "new\n");
        });
    box.edit(changes, "old.sh", "#!/bin/sh\ntrue\n");

    committed(commit(request("Change many")));

    assertEquals(
        """
        100644 new/dir/file
        100755 old.sh
        100755 run.sh
        120000 link
        """,
        box.git("ls-tree", "-r", "--format=%(objectmode) %(path)", "HEAD")
            .lines()
            .sorted()
            .map(line -> line + "\n")
            .reduce("", String::concat));
    assertEquals("run.sh", shown("link"));
    assertEquals("", box.git("status", "--porcelain"));
    box.assertSound();
  }

  private void link(String name, String target) {
    try {
      Files.createSymbolicLink(box.folder().resolve(name), Path.of(target));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void line_endings_are_stored_as_git_add_would() {
    box.git("config", "core.autocrlf", "true");
    box.write(".gitattributes", "*.bin -text\n*.lf text eol=lf\n");
    box.write("a.txt", "one\r\ntwo\r\nthree\r\n");
    box.write("raw.bin", "one\r\ntwo\r\n");
    box.write("keeps.txt", "k\n");
    box.commitAll("start");
    box.edit(changes, "a.txt", "one\r\n2\r\nthree\r\n");
    box.edit(changes, "raw.bin", "one\r\n2\r\n");
    box.edit(changes, "new.lf", "n\r\n");

    var outcome = committed(commit(request("Change two")));

    assertEquals("one\n2\nthree\n", shown("a.txt"));
    assertEquals("one\r\n2\r\n", shown("raw.bin"));
    assertEquals("n\n", shown("new.lf"));
    assertEquals(3, outcome.added());
    assertEquals("", box.git("status", "--porcelain"));
  }

  @Test
  void file_committed_with_cr_lf_keeps_them_where_git_only_guesses() {
    box.write("a.txt", "one\r\ntwo\r\n");
    box.commitAll("start");
    box.git("config", "core.autocrlf", "true");
    box.edit(changes, "a.txt", "one\r\n2\r\n");

    committed(commit(request("Change two")));

    assertEquals("one\r\n2\r\n", shown("a.txt"));
  }

  @Test
  void ignored_file_is_not_committed_unless_it_is_tracked() {
    box.write(".gitignore", "build/\n*.log\n");
    box.write("kept.log", "old\n");
    box.git("add", "-f", "kept.log");
    box.commitAll("start");
    box.edit(changes, "kept.log", "new\n");
    box.edit(changes, "other.log", "x\n");
    box.edit(changes, "build/out.txt", "x\n");

    var outcome = committed(commit(request("Change")));

    assertEquals(List.of("kept.log"), outcome.files().stream().map(f -> f.path()).toList());
    assertEquals(
        List.of("other.log", "build/out.txt"),
        outcome.skipped().stream().map(s -> s.path()).toList());
    assertEquals("Git ignores it", outcome.skipped().getFirst().reason());
  }

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

  Path mkdir(String name) {
    try {
      return Files.createDirectories(temporary.resolve(name));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
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
    box.git("checkout", "-q", "-b", "side");
    box.write("a.txt", "side\n");
    box.commitAll("side");
    box.git("checkout", "-q", "main");
    box.write("a.txt", "main\n");
    box.commitAll("main");
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
  void index_lock_of_somebody_else_is_waited_for_then_named_and_never_removed() throws IOException {
    box.write("a.txt", "a\n");
    box.commitAll("start");
    box.edit(changes, "a.txt", "b\n");
    Path lock = Files.createFile(box.folder().resolve(".git/index.lock"));

    var refused = (CommitOutcome.Refused) commit(request("Change"));

    assertEquals("git-locked", refused.problem().code());
    assertTrue(refused.problem().cause().contains(lock.toString()));
    assertTrue(Files.exists(lock));
    Files.delete(lock);
    assertEquals("start\n", box.git("log", "-1", "--format=%s"));
    committed(commit(request("Change")));
  }

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
  void missing_identity_is_said_with_the_two_commands() throws IOException {
    Files.writeString(box.home().resolve(".gitconfig"), "[init]\n\tdefaultBranch = main\n");
    box.edit(changes, "a.txt", "a\n");

    var refused = (CommitOutcome.Refused) commit(request("Change"));

    assertEquals("no-git-identity", refused.problem().code());
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
            + box.base()
            + "/work/\"]\n\tpath = "
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

  @Test
  void note_carries_session_model_and_tokens() {
    box.edit(changes, "a.txt", "a\n");
    committed(commit(request("One")));
    box.edit(changes, "a.txt", "b\n");
    committed(
        commit(
            new CommitRequest(
                "Two",
                List.of(),
                new CommitNote("s\"2\n", "é", new dev.vibe.conversation.Usage(7, 8, 9)))));

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
      GitStore.Head before = store.head();
      String id =
          store.insertCommit(new GitStore.NewCommit(before, java.util.Map.of(), "x\n", people));
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
      String id = store.insertBlob("b\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      var put = new GitStore.Edit.Put(new GitStore.TreeEntry("100644", id));
      assertFalse(
          store.restage(
              List.of(new GitStore.Restaging("a.txt", new GitStore.Staged.Nothing(), put))));
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
  void empty_message_is_refused() {
    box.edit(changes, "a.txt", "a\n");
    assertEquals("no-commit-message", refusal(commit(request(" \n "))));
  }

  @Test
  void file_that_becomes_a_folder() {
    box.write("thing", "file\n");
    box.commitAll("start");
    command(
        box.open(),
        changes,
        () -> {
          box.delete("thing");
          box.write("thing/inside", "x\n");
        });

    committed(commit(request("Make it a folder")));

    assertEquals("thing/inside\n", box.git("ls-tree", "-r", "--name-only", "HEAD"));
    assertEquals("", box.git("status", "--porcelain"));
  }
}
