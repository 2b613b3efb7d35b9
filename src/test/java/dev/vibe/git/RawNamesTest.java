package dev.vibe.git;

import static dev.vibe.git.Sandbox.committed;
import static dev.vibe.git.Sandbox.refusal;
import static dev.vibe.git.Sandbox.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.file.FileName;
import dev.vibe.git.commit.CommitOutcome;
import dev.vibe.git.commit.RunChanges;
import dev.vibe.git.undo.Undo.Scope;
import dev.vibe.git.undo.UndoScene;
import dev.vibe.text.NameBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files whose names are not UTF-8, which commands change. */
class RawNamesTest {

  private static final String FILE = name("d\u00ff/caf\u00e9.txt");
  private static final String NEW = name("n\u00e8w.txt");

  @TempDir Path temporary;
  private Sandbox box;

  @BeforeEach
  void make() {
    box = new Sandbox(temporary);
    write(FILE, "one\n");
    box.write("plain.txt", "plain\n");
  }

  private static String name(String latin1) {
    return NameBytes.decoded(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void write(String name, String text) {
    try {
      Path file = FileName.in(box.folder(), name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String read(String name) {
    try {
      return Files.readString(FileName.in(box.folder(), name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void change() {
    write(FILE, "one\ntwo\n");
    write(NEW, "new\n");
  }

  private Set<String> files() {
    try (Stream<Path> all = Files.walk(box.folder())) {
      return all.filter(Files::isRegularFile)
          .map(file -> FileName.of(box.folder().relativize(file)))
          .filter(name -> !name.startsWith(".git/"))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void what_a_command_changed_is_committed_by_its_bytes() {
    box.init();
    box.commitAll("start");
    RunChanges changes = box.ledger();
    try (GitWorkspace git = box.open()) {
      Sandbox.command(git, changes, this::change);
      CommitOutcome.Committed made = committed(git.commit(changes, request("Change")));
      assertEquals(List.of(), made.skipped());
    }
    assertEquals("", box.git("status", "--porcelain"));
    String told = box.git("show", "--format=", "--stat=80", "HEAD");
    assertTrue(told.contains("\"d\\377/caf\\351.txt\" | 1 +"), told);
    assertTrue(told.contains("\"n\\350w.txt\""), told);
    box.assertSound();
  }

  @Test
  void the_name_as_it_is_shown_limits_a_commit() {
    box.init();
    box.commitAll("start");
    RunChanges changes = box.ledger();
    try (GitWorkspace git = box.open()) {
      Sandbox.command(git, changes, this::change);
      committed(git.commit(changes, request("Change", "d\\xff/caf\\xe9.txt")));
    }
    assertEquals("?? \"n\\350w.txt\"\n", box.git("status", "--porcelain"));
  }

  @Test
  void without_git_it_is_said_what_is_missing() {
    box.init();
    box.commitAll("start");
    RunChanges changes = box.ledger();
    try (GitWorkspace git = GitWorkspace.open(box.folder(), box.settings(""))) {
      Sandbox.command(git, changes, this::change);
      assertEquals("needs-git", refusal(git.commit(changes, request("Change"))));
    }
    assertFalse(box.git("status", "--porcelain").isEmpty());
  }

  @Test
  void the_change_is_a_patch_that_git_applies() throws IOException {
    box.init();
    box.commitAll("start");
    RunChanges changes = box.ledger();
    try (GitWorkspace git = box.open()) {
      Sandbox.command(git, changes, this::change);
      Files.write(box.base().resolve("p"), git.patch(changes).content().bytes());
    }
    box.git("stash", "-q", "-u");
    box.git("apply", box.base().resolve("p").toString());
    assertEquals("one\ntwo\n", read(FILE));
    assertEquals("new\n", read(NEW));
  }

  @Test
  void undo_and_redo_find_the_same_files_in_a_repository() {
    box.init();
    box.commitAll("start");
    undoAndRedo();
    assertEquals("", box.git("status", "--porcelain"));
  }

  @Test
  void undo_and_redo_find_the_same_files_without_a_repository() {
    undoAndRedo();
  }

  private void undoAndRedo() {
    Set<String> before = files();
    try (UndoScene scene = new UndoScene(box, "s")) {
      scene.command(this::change);
      scene.undo(new Scope.LastRun());
      assertEquals(before, files());
      assertEquals("one\n", read(FILE));
      scene.undo(new Scope.Redo());
      assertEquals("one\ntwo\n", read(FILE));
      assertEquals("new\n", read(NEW));
      scene.undo(new Scope.LastRun());
      assertEquals(before, files());
    }
  }

  @Test
  void both_looks_at_a_repository_tell_the_name() {
    box.init();
    box.commitAll("start");
    change();
    for (String program : List.of("", Sandbox.Git.program())) {
      try (GitWorkspace git = GitWorkspace.open(box.folder(), box.settings(program))) {
        RepoFacts facts = ((GitRepository) git).facts(new RepoFacts.Limits(10, 3));
        assertEquals(List.of(FILE), facts.unstaged().first());
        assertEquals(List.of(NEW), facts.untracked().first());
      }
    }
  }
}
