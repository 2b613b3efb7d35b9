package dev.vibe.git.snapshot;

import static dev.vibe.git.Sandbox.command;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.git.GitWorkspace;
import dev.vibe.git.Sandbox;
import dev.vibe.git.commit.RunChanges;
import dev.vibe.git.file.FileKind;
import dev.vibe.git.file.FileState;
import dev.vibe.git.file.FileState.Absent;
import dev.vibe.git.file.FileState.Held;
import dev.vibe.git.file.FileState.Unkept;
import dev.vibe.git.store.IndexFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorktreeSnapshotTest {

  @TempDir Path temporary;
  private Sandbox box;
  private RunChanges changes = new RunChanges();

  @BeforeEach
  void make() {
    box = new Sandbox(temporary).init();
    changes = box.ledger();
  }

  private static Map<String, String> told(List<WorktreeChange> found) {
    Map<String, String> told = new TreeMap<>();
    found.forEach(c -> told.put(c.path().relative(), text(c.before()) + " > " + text(c.after())));
    return told;
  }

  private static String text(FileState state) {
    return switch (state) {
      case Absent() -> "-";
      case Held held ->
          (held.kind() == FileKind.REGULAR ? "" : held.kind() + " ")
              + new String(held.bytes(), StandardCharsets.UTF_8).strip();
      case Unkept unkept -> "?";
    };
  }

  @Test
  void every_kind_of_change_of_a_command_is_seen_with_old_and_new_content() {
    box.write("clean.txt", "c\n");
    box.write("dirty.txt", "d\n");
    box.write("gone.txt", "g\n");
    box.write("mode.sh", "m\n");
    box.write("touched.txt", "t\n");
    box.commitAll("start");
    box.write("dirty.txt", "d user\n");
    box.write("loose.txt", "l\n");

    var found =
        command(
            box.open(),
            changes,
            () -> {
              box.write("clean.txt", "c2\n");
              box.write("dirty.txt", "d run\n");
              box.write("loose.txt", "l2\n");
              box.write("new/file.txt", "n\n");
              box.delete("gone.txt");
              box.executable("mode.sh");
              box.write("touched.txt", "t\n");
            });

    assertEquals(
        Map.of(
            "clean.txt", "c > c2",
            "dirty.txt", "d user > d run",
            "loose.txt", "l > l2",
            "new/file.txt", "- > n",
            "gone.txt", "g > -",
            "mode.sh", "m > EXECUTABLE m"),
        told(found));
  }

  @Test
  void ignored_files_and_repositories_below_are_not_watched() throws IOException {
    box.write(".gitignore", "build/\n");
    box.commitAll("start");
    Sandbox inner = new Sandbox(Files.createDirectories(temporary.resolve("o")));
    inner.in(Files.createDirectories(box.folder().resolve("inner"))).init();

    var found =
        command(
            box.open(),
            changes,
            () -> {
              box.write("build/x", "x\n");
              box.write("inner/y", "y\n");
              box.write(".git/description", "z\n");
            });

    assertEquals(List.of(), found);
  }

  @Test
  void files_that_only_cease_or_begin_to_be_ignored_are_not_changes() {
    box.write(".gitignore", "old/\n*.log\n");
    box.write("old/a", "a\n");
    box.write("x.log", "x\n");
    box.write("later/b", "b\n");
    box.write("later.txt", "l\n");
    box.git("add", ".gitignore");
    box.git("commit", "-q", "-m", "start");

    var found = command(box.open(), changes, () -> box.write(".gitignore", "later/\nlater.txt\n"));

    assertEquals(List.of(".gitignore"), List.copyOf(told(found).keySet()));
  }

  @Test
  void tracked_file_in_an_ignored_folder_is_watched() {
    box.write(".gitignore", "build/\n");
    box.write("build/kept.txt", "k\n");
    box.git("add", "-f", "build/kept.txt");
    box.commitAll("start");

    var found = command(box.open(), changes, () -> box.write("build/kept.txt", "k2\n"));

    assertEquals(Map.of("build/kept.txt", "k > k2"), told(found));
  }

  @Test
  void change_of_equal_length_within_a_clock_tick_is_seen() {
    box.write("a.txt", "1\n");
    box.commitAll("start");
    GitWorkspace workspace = box.open();
    for (int i = 0; i < 50; i++) {
      String text = i % 2 == 0 ? "2\n" : "1\n";
      assertEquals(1, command(workspace, changes, () -> box.write("a.txt", text)).size());
    }
  }

  @Test
  void old_content_comes_with_the_line_endings_it_had() {
    box.git("config", "core.autocrlf", "true");
    box.write("a.txt", "one\r\ntwo\r\n");
    box.commitAll("start");
    settle("a.txt");

    var found = command(box.open(), changes, () -> box.write("a.txt", "one\r\n2\r\n"));

    assertArrayEquals(
        "one\r\ntwo\r\n".getBytes(StandardCharsets.UTF_8),
        assertInstanceOf(Held.class, found.getFirst().before()).bytes());
  }

  /** Makes the file old enough to be trusted, and Git aware of it. */
  private void settle(String path) {
    try {
      Files.setLastModifiedTime(
          box.folder().resolve(path), FileTime.fromMillis(1_700_000_000_000L));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    box.git("status");
  }

  @Test
  void large_file_is_noticed_but_not_kept() {
    box.write("big.bin", "x");
    box.commitAll("start");
    grow("big.bin", 20L << 20);

    var found =
        command(
            box.open(),
            changes,
            () -> {
              grow("big.bin", 21L << 20);
              grow("new.bin", 30L << 20);
            });

    assertEquals(Map.of("big.bin", "? > ?", "new.bin", "- > ?"), told(found));
  }

  private void grow(String path, long size) {
    try (RandomAccessFile file = new RandomAccessFile(box.folder().resolve(path).toFile(), "rw")) {
      file.setLength(size);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void working_folder_below_the_top_sees_the_whole_repository() {
    box.write("sub/a.txt", "a\n");
    box.write("b.txt", "b\n");
    box.commitAll("start");
    Path top = box.folder();
    box.in(top.resolve("sub"));

    var found =
        command(
            box.open(),
            changes,
            () -> {
              box.write("a.txt", "a2\n");
              box.write("../b.txt", "b2\n");
            });

    assertEquals(Map.of("a.txt", "a > a2", top.resolve("b.txt").toString(), "b > b2"), told(found));
  }

  @Test
  void command_that_switches_branches_leaves_nothing_to_commit() {
    box.write("a.txt", "main\n");
    box.commitAll("main");
    box.git("checkout", "-q", "-b", "side");
    box.write("a.txt", "side\n");
    box.commitAll("side");
    GitWorkspace workspace = box.open();

    var found = command(workspace, changes, () -> box.git("checkout", "-q", "main"));

    assertEquals(Map.of("a.txt", "side > main"), told(found));
    assertEquals(
        List.of(), Sandbox.nothing(workspace.commit(changes, Sandbox.request("x"))).skipped());
  }

  @Test
  void index_in_every_format_is_read() throws IOException {
    box.write("a.txt", "a\n");
    box.write("some/longer/path/to/a/file.txt", "b\n");
    box.write("some/longer/path/to/another.txt", "c\n");
    box.commitAll("start");
    for (String version : List.of("2", "3", "4")) {
      box.git("update-index", "--index-version", version);
      if (version.equals("3")) {
        box.write("n.txt", "n\n");
        box.git("add", "-N", "n.txt");
      }
      IndexFile index = IndexFile.read(box.folder().resolve(".git/index"), 20);
      String listed = box.git("ls-files", "-s");
      StringBuilder ours = new StringBuilder();
      for (IndexFile.Entry entry : index.entries()) {
        ours.append(Integer.toOctalString(entry.mode()))
            .append(' ')
            .append(entry.id())
            .append(' ')
            .append(entry.stage())
            .append('\t')
            .append(entry.path())
            .append('\n');
      }
      assertEquals(listed, ours.toString());
      assertFalse(index.isSplit() || index.isSparse());
    }
    box.git("update-index", "--split-index");
    assertTrue(IndexFile.read(box.folder().resolve(".git/index"), 20).isSplit());
  }
}
