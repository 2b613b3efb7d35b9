package dev.vibe.git.commit;

import static dev.vibe.git.Sandbox.command;
import static dev.vibe.git.Sandbox.committed;
import static dev.vibe.git.Sandbox.nothing;
import static dev.vibe.git.Sandbox.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.git.GitWorkspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a commit holds of each file. */
abstract class ContentCommits extends CommitBench {
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
