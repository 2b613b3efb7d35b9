package dev.vibe.workspace.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.problem.VibeException;
import dev.vibe.workspace.WorkspacePath;
import dev.vibe.workspace.content.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangeSetTest {

  @TempDir Path temporary;
  private Path root;
  private Path journal;

  @BeforeEach
  void folders() throws IOException {
    root = Files.createDirectory(temporary.toRealPath().resolve("work"));
    journal = temporary.toRealPath().resolve("state/journal");
  }

  private static Content text(String text) {
    return new Content.Present(text.getBytes(StandardCharsets.UTF_8));
  }

  private FileChange change(String name, Content before, Content after) {
    return FileChange.between(WorkspacePath.below(root, name), before, after);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(root.resolve(name), text);
  }

  private String problemOf(FileChange... changes) {
    return assertThrows(VibeException.class, () -> ChangeSet.write(List.of(changes), journal))
        .problem()
        .render();
  }

  private void assertNothingLeft() throws IOException {
    try (Stream<Path> files = Files.walk(temporary)) {
      List<Path> left = files.filter(f -> f.toString().matches(".*(\\.tmp|\\.journal)")).toList();
      assertEquals(List.of(), left);
    }
  }

  @Test
  void old_content_is_there_until_what_has_to_come_first_is_done() throws IOException {
    Path target = file("a", "1");
    List<String> seen = new ArrayList<>();

    ChangeSet.write(
        List.of(change("a", text("1"), text("2"))),
        journal,
        () -> {
          try (Stream<Path> files = Files.list(root)) {
            for (Path each : files.sorted().toList()) {
              seen.add(Files.readString(each));
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });

    assertEquals(List.of("2", "1"), seen); // the new file beside the old one
    assertEquals("2", Files.readString(target));
    assertNothingLeft();
  }

  @Test
  void several_files_are_written_and_folders_are_made() throws IOException {
    Path changed = file("a", "1");
    List<String> notes =
        ChangeSet.write(
            List.of(
                change("a", text("1"), text("2")),
                change("x/y/z", new Content.Absent(), text("new"))),
            journal);
    assertEquals("2", Files.readString(changed));
    assertEquals("new", Files.readString(root.resolve("x/y/z")));
    assertEquals(List.of(), notes);
    assertNothingLeft();
  }

  @Test
  void mode_and_extended_attributes_are_kept() throws IOException {
    Path script = file("run.sh", "old");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-x--x"));
    ChangeSet.write(List.of(change("run.sh", text("old"), text("new"))), journal);
    assertEquals("rwxr-x--x", PosixFilePermissions.toString(Files.getPosixFilePermissions(script)));
    assertEquals("new", Files.readString(script));
  }

  @Test
  void a_file_changed_meanwhile_is_stale_and_nothing_is_written() throws IOException {
    Path first = file("a", "1");
    Path second = file("b", "changed by somebody");
    String problem =
        problemOf(change("a", text("1"), text("2")), change("b", text("1"), text("2")));
    assertTrue(problem.contains("cannot write b  [stale]"), problem);
    assertEquals("1", Files.readString(first));
    assertEquals("changed by somebody", Files.readString(second));
    assertNothingLeft();
  }

  @Test
  void a_file_that_appeared_meanwhile_is_not_overwritten() throws IOException {
    Path file = file("a", "theirs");
    String problem = problemOf(change("a", new Content.Absent(), text("ours")));
    assertTrue(problem.contains("[stale]"), problem);
    assertEquals("theirs", Files.readString(file));
  }

  @Test
  void a_target_that_became_a_link_is_not_followed() throws IOException {
    Path outside = Files.writeString(temporary.resolve("outside"), "1");
    Files.createSymbolicLink(root.resolve("a"), outside);
    String problem = problemOf(change("a", text("1"), text("2")));
    assertTrue(problem.contains("[stale]"), problem);
    assertEquals("1", Files.readString(outside));
    assertTrue(Files.isSymbolicLink(root.resolve("a")));
  }

  @Test
  void a_folder_that_became_a_link_is_not_followed() throws IOException {
    Path outside = Files.createDirectory(temporary.resolve("outside"));
    Files.writeString(outside.resolve("a"), "1");
    Files.createSymbolicLink(root.resolve("d"), outside);
    String problem = problemOf(change("d/a", text("1"), text("2")));
    assertTrue(problem.contains("[stale]"), problem);
    assertEquals("1", Files.readString(outside.resolve("a")));
  }

  @Test
  void a_read_only_file_is_refused() throws IOException {
    Path file = file("a", "1");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    String problem = problemOf(change("a", text("1"), text("2")));
    assertTrue(problem.contains("[read-only]"), problem);
    assertEquals("1", Files.readString(file));
    assertNothingLeft();
  }

  @Test
  void a_hard_link_is_broken_and_that_is_said() throws IOException {
    Path file = file("a", "1");
    Path other = Files.createLink(root.resolve("other"), file);
    List<String> notes = ChangeSet.write(List.of(change("a", text("1"), text("2"))), journal);
    assertEquals("1", Files.readString(other));
    assertEquals("2", Files.readString(file));
    assertTrue(notes.getFirst().startsWith("a had 2 names (hard links)"), notes.toString());
  }

  @Test
  void nothing_is_touched_when_nothing_changes() throws IOException {
    file("a", "1");
    ChangeSet.write(List.of(change("a", text("1"), text("1"))), journal);
    assertFalse(Files.exists(journal));
  }

  @Test
  void a_folder_in_the_way_is_a_problem_with_its_name() throws IOException {
    file("a", "1");
    String problem = problemOf(change("a/b", new Content.Absent(), text("2")));
    assertTrue(problem.contains("cannot write a/b"), problem);
    assertEquals("1", Files.readString(root.resolve("a")));
  }

  @Test
  void the_journal_of_a_running_change_is_left_alone() throws IOException {
    try (ChangeJournal running = ChangeJournal.create(journal)) {
      assertEquals(List.of(), ChangeSet.recover(journal));
      assertTrue(Files.exists(running.file()));
    }
    assertEquals(List.of(), ChangeSet.recover(journal));
    assertNothingLeft();
  }

  @Test
  void an_interrupt_waits_until_the_files_are_written() throws IOException {
    Path file = file("a", "1");
    Thread.currentThread().interrupt();
    ChangeSet.write(List.of(change("a", text("1"), text("2"))), journal);
    assertTrue(Thread.interrupted());
    assertEquals("2", Files.readString(file));
  }

  @Test
  void leftovers_with_the_name_of_a_temporary_file_are_not_in_the_way() throws IOException {
    Path file = file("a", "1");
    for (int run = 0; run < 2; run++) {
      try {
        ChangeSet.write(
            List.of(change("a", text("1"), text("2"))),
            journal,
            new FaultyDisk(FaultyDisk.Fault.DIES_AFTER, 2, List.of(root)));
      } catch (FaultyDisk.Death death) {
        try (FileChannel lost =
            FileChannel.open(journal.resolve("change-1.journal"), StandardOpenOption.WRITE)) {
          lost.truncate(0);
        }
        ChangeSet.recover(journal);
      }
    }
    ChangeSet.write(List.of(change("a", text("1"), text("2"))), journal);
    assertEquals("2", Files.readString(file));
    assertTrue(Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
  }
}
