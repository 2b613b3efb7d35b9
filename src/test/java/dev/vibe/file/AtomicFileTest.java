package dev.vibe.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.file.AtomicFile.Flush;
import dev.vibe.file.AtomicFile.Rights;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

  @TempDir Path folder;

  @Test
  void a_file_is_replaced_and_nothing_stays_beside_it() throws IOException {
    Path file = folder.resolve("a/b/file");
    AtomicFile.write(file, "old", Rights.OWNER_ONLY, Flush.SOMETIME);
    AtomicFile.write(file, "newer ä", Rights.OWNER_ONLY, Flush.AT_ONCE);
    assertEquals("newer ä", Files.readString(file));
    assertEquals(Set.of("file"), names(file.resolveSibling(".")));
  }

  @Test
  void what_only_the_owner_may_read_is_so_with_its_folders() throws IOException {
    Path file = folder.resolve("a/file");
    AtomicFile.write(file, "secret", Rights.OWNER_ONLY, Flush.SOMETIME);
    assertEquals("rw-------", rights(file));
    assertEquals("rwx------", rights(file.resolveSibling(".")));
  }

  @Test
  void other_files_get_the_rights_that_new_files_get_here() throws IOException {
    Path file = folder.resolve("a/file");
    AtomicFile.write(file, "text", Rights.USUAL, Flush.SOMETIME);
    assertEquals(rights(Files.createFile(folder.resolve("like"))), rights(file));
    assertEquals(
        rights(Files.createDirectory(folder.resolve("folder"))), rights(file.resolveSibling(".")));
  }

  @Test
  void a_folder_that_is_there_keeps_its_rights() throws IOException {
    Path made = Files.createDirectory(folder.resolve("made"));
    String before = rights(made);
    AtomicFile.write(made.resolve("file"), "text", Rights.OWNER_ONLY, Flush.SOMETIME);
    assertEquals(before, rights(made));
  }

  @Test
  void what_cannot_be_replaced_stays_and_nothing_beside_it() throws IOException {
    Path taken = folder.resolve("taken");
    Files.createDirectories(taken.resolve("full"));
    assertThrows(
        FileSystemException.class,
        () -> AtomicFile.write(taken, "text", Rights.USUAL, Flush.AT_ONCE));
    assertEquals(Set.of("taken"), names(folder));
    assertEquals(Set.of("full"), names(taken));
  }

  @Test
  void what_a_killed_writer_left_is_known_as_such_and_in_nobodys_way() throws IOException {
    Path left = Files.writeString(folder.resolve(".new-1f"), "ha");
    AtomicFile.write(folder.resolve("file"), "whole", Rights.USUAL, Flush.AT_ONCE);
    assertTrue(AtomicFile.isDraft(left.getFileName().toString()));
    assertFalse(AtomicFile.isDraft("file"));
    assertEquals("whole", Files.readString(folder.resolve("file")));
  }

  @Test
  void writers_at_the_same_moment_do_not_mix_and_readers_find_one_whole() throws Exception {
    Path file = folder.resolve("file");
    AtomicFile.write(file, "0".repeat(5000), Rights.USUAL, Flush.SOMETIME);
    List<Thread> writers = new ArrayList<>();
    List<IOException> failures = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      String text = Integer.toString(i).repeat(5000);
      writers.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      for (int round = 0; round < 50; round++) {
                        AtomicFile.write(file, text, Rights.USUAL, Flush.SOMETIME);
                      }
                    } catch (IOException e) {
                      synchronized (failures) {
                        failures.add(e);
                      }
                    }
                  }));
    }
    while (writers.stream().anyMatch(Thread::isAlive)) {
      assertWhole(Files.readString(file));
    }
    for (Thread writer : writers) {
      writer.join();
    }
    assertEquals(List.of(), failures);
    assertWhole(Files.readString(file));
    assertEquals(Set.of("file"), names(folder));
  }

  private static void assertWhole(String text) {
    assertEquals(5000, text.length());
    assertEquals(1, text.chars().distinct().count());
  }

  private static String rights(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      Set<String> names = new TreeSet<>();
      files.forEach(file -> names.add(file.getFileName().toString()));
      return names;
    }
  }
}
