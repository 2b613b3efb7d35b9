package dev.vibe.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.git.snapshot.Worktree;
import dev.vibe.problem.VibeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkingDiffTest {

  private Sandbox box;

  @BeforeEach
  void make(@TempDir Path temporary) {
    box = new Sandbox(temporary).init();
    box.write("a.txt", "one\ntwo\nthree\n");
    box.write("sub/b.txt", "b\n");
    box.write("gone.txt", "g\n");
    box.write(".gitignore", "*.log\n");
    box.commitAll("start");
  }

  /** Without an installed git. */
  private String diff() throws InterruptedException {
    return diff(box.folder());
  }

  private String diff(Path folder) throws InterruptedException {
    try (GitWorkspace git = GitWorkspace.open(folder, box.settings(""))) {
      return git.diff();
    }
  }

  private String tracked() {
    String said = box.git("diff", "--no-color", "--no-renames", "--abbrev=7", "HEAD", "--");
    return said.replaceFirst("^warning: .*\n", ""); // about line ends
  }

  @Test
  void nothing_differs() throws Exception {
    assertEquals("", diff());
  }

  @Test
  void edited_staged_and_deleted_files_look_as_git_shows_them() throws Exception {
    box.write("a.txt", "one\n2\nthree\nfour");
    box.write("sub/b.txt", "staged\n");
    box.git("add", "sub/b.txt");
    box.write("sub/b.txt", "and edited\n");
    box.git("rm", "-q", "gone.txt");
    box.write("added.txt", "x\n");
    box.git("add", "added.txt");
    assertEquals(tracked(), diff());
    assertTrue(diff().contains("-two\n+2\n"), diff());
    assertTrue(diff().contains("\\ No newline at end of file"), diff());
  }

  @Test
  void modes_links_and_binary_files_look_as_git_shows_them() throws Exception {
    box.executable("a.txt");
    box.write("sub/b.txt", new byte[] {'b', 0, 'c'});
    box.delete("gone.txt");
    Files.createSymbolicLink(box.folder().resolve("gone.txt"), Path.of("a.txt"));
    assertEquals(tracked(), diff());
  }

  @Test
  void new_files_follow_whole_and_ignored_ones_do_not() throws Exception {
    box.write("a.txt", "1\n");
    box.write("new file.txt", "a new line\n");
    box.write("noise.log", "n\n");
    assertEquals(
        tracked()
            + """
            diff --git a/new file.txt b/new file.txt
            new file mode 100644
            index 0000000..861f334
            --- /dev/null
            +++ b/new file.txt
            @@ -0,0 +1 @@
            +a new line
            """,
        diff());
  }

  @Test
  void before_the_first_commit_all_is_new(@TempDir Path other) throws Exception {
    box = new Sandbox(other).init();
    box.write("a.txt", "a\n");
    box.write("b.txt", "b\n");
    box.git("add", "a.txt");
    String diff = diff();
    assertTrue(diff.startsWith("diff --git a/a.txt b/a.txt\nnew file mode 100644\n"), diff);
    assertTrue(diff.contains("diff --git a/b.txt b/b.txt\nnew file mode 100644\n"), diff);
  }

  @Test
  void only_the_working_folder_counts() throws Exception {
    box.write("a.txt", "1\n");
    box.write("sub/b.txt", "2\n");
    box.write("sub/new.txt", "n\n");
    String diff = diff(box.folder().resolve("sub"));
    assertEquals(
        List.of("diff --git a/sub/b.txt b/sub/b.txt", "diff --git a/sub/new.txt b/sub/new.txt"),
        diff.lines().filter(line -> line.startsWith("diff ")).toList());
  }

  @Test
  void line_ends_that_git_does_not_store_are_no_difference() throws Exception {
    box.write(".gitattributes", "*.txt text\n");
    box.commitAll("attributes");
    box.write("a.txt", "one\r\ntwo\r\nthree\r\n");
    assertEquals("", diff());
    box.write("a.txt", "one\r\n2\r\nthree\r\n");
    assertEquals(tracked(), diff());
  }

  @Test
  void a_file_that_was_only_touched_is_no_difference() throws Exception {
    box.write("a.txt", "one\ntwo\nthree\n");
    assertEquals("", diff());
  }

  @Test
  void filters_of_the_repository_are_not_run() throws Exception {
    box.write(".gitattributes", "*.txt filter=x\n");
    box.commitAll("attributes");
    Path ran = box.base().resolve("ran");
    box.git("config", "filter.x.clean", "touch '" + ran + "'; cat");
    box.write("a.txt", "other\n");
    assertTrue(diff().contains("Git changes this file when it is stored"), diff());
    assertFalse(Files.exists(ran));
  }

  @Test
  void a_conflict_is_shown_with_its_marks() throws Exception {
    box.diverge("a.txt");
    box.failingGit("merge", "side");
    assertTrue(diff().contains("+<<<<<<< HEAD\n"), diff());
  }

  @Test
  void a_submodule_at_another_commit_is_named(@TempDir Path other) throws Exception {
    Sandbox inner = new Sandbox(other).init();
    inner.write("i.txt", "1\n");
    inner.commitAll("one");
    box.git("submodule", "--quiet", "add", inner.folder().toString(), "mod");
    box.commitAll("with a submodule");
    Path mod = box.folder().resolve("mod");
    Files.writeString(mod.resolve("i.txt"), "2\n");
    box.git(mod, "commit", "-q", "-a", "-m", "two");
    assertEquals(tracked(), diff());
    assertTrue(diff().contains("+Subproject commit "), diff());
  }

  @Test
  void what_is_too_much_is_counted_and_what_is_too_large_is_named() throws Exception {
    box.write("large.bin", new byte[(int) Worktree.MOST_BYTES_OF_FILE + 1]);
    String half = "x".repeat(99) + "\n";
    box.write("m1.txt", half.repeat(6000));
    box.write("m2.txt", half.repeat(6000));
    box.write("m3.txt", half);
    box.write("m4.txt", half);
    String diff = diff();
    assertTrue(diff.contains("Files /dev/null and b/large.bin differ and are too large"), diff);
    assertTrue(diff.endsWith("… 2 more files differ\n"), diff.substring(diff.length() - 200));
    assertTrue(diff.length() < 3 * WorkingDiff.MOST_BYTES);
  }

  @Test
  void names_of_any_kind_are_quoted_as_git_does() throws Exception {
    box.write("ümlaut\t.txt", "x\n");
    box.git("add", ".");
    assertEquals(tracked(), diff());
  }

  @Test
  void without_a_repository_it_says_so(@TempDir Path other) throws IOException {
    Path bare = Files.createDirectories(other.toRealPath().resolve("none"));
    VibeException e = assertThrows(VibeException.class, () -> diff(bare));
    assertEquals("there is no commit to compare with", e.problem().what());
    assertEquals(bare + " is in no Git repository", e.problem().cause());
  }

  @Test
  void an_interrupt_ends_it() {
    box.write("a.txt", "1\n");
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, this::diff);
    assertFalse(Thread.interrupted());
  }

  @Test
  void a_repository_that_only_git_reads_is_left_to_it(@TempDir Path other) throws Exception {
    box = new Sandbox(other);
    box.git("init", "-q", "--object-format=sha256");
    box.write("a.txt", "a\n");
    box.commitAll("start");
    box.write("a.txt", "b\n");
    box.write("new.txt", "n\n");
    try (GitWorkspace git = box.open()) {
      String diff = git.diff();
      assertTrue(diff.contains("-a\n+b\n"), diff);
      assertTrue(diff.contains("+++ b/new.txt\n"), diff);
    }
    VibeException e = assertThrows(VibeException.class, this::diff);
    assertEquals("this repository takes an installed git", e.problem().cause());
  }
}
