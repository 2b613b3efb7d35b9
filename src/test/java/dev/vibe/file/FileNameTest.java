package dev.vibe.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.text.NameBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileNameTest {

  @TempDir Path folder;

  private static String name(String latin1) {
    return NameBytes.decoded(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void a_file_that_is_listed_is_the_one_of_its_name() throws IOException {
    String name = name("d\u00ff/caf\u00e9 %41.txt");
    Path file = FileName.in(folder, name);
    Files.createDirectory(file.getParent());
    Files.writeString(file, "here");
    try (DirectoryStream<Path> listed = Files.newDirectoryStream(file.getParent())) {
      Path found = listed.iterator().next();
      assertEquals(file, found);
      assertEquals(folder + "/" + name, FileName.of(found));
      assertEquals(name, FileName.of(folder.relativize(found)));
      assertFalse(Files.exists(Path.of(found.toString())), "what Java makes of its own text");
    }
    assertEquals(name("d\u00ff"), FileName.of(folder.relativize(file.getParent())), "a folder");
    assertEquals("here", Files.readString(FileName.path(folder + "/" + name)));
  }

  @Test
  void steps_up_stay_in_a_name() {
    Path up = FileName.path(name("../caf\u00e9"));
    assertFalse(up.isAbsolute());
    assertEquals(Path.of(".."), up.getParent());
    assertEquals(name("../caf\u00e9"), FileName.of(up));
  }

  @Test
  void a_link_keeps_the_bytes_of_where_it_leads() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("l"), FileName.path(name("\u00e9")));
    assertArrayEquals(new byte[] {(byte) 0xe9}, FileName.bytes(Files.readSymbolicLink(link)));
    Path plain = Files.createSymbolicLink(folder.resolve("p"), Path.of("é"));
    assertEquals(
        "é", new String(FileName.bytes(Files.readSymbolicLink(plain)), StandardCharsets.UTF_8));
  }

  @Test
  void usual_names_are_as_java_has_them() {
    for (String name : List.of("a b/ü.txt", "/tmp/x", "", "\uFFFD")) {
      assertEquals(Path.of(name), FileName.path(name));
      assertEquals(name, FileName.of(Path.of(name)));
    }
  }

  @Test
  void a_word_of_a_command_line_can_mean_what_was_shown_and_what_java_lost() throws IOException {
    Path file = Files.createFile(FileName.in(folder, name("caf\u00e9.txt")));
    assertTrue(FileName.meant(folder, "caf\\xe9.txt").contains(file));
    assertTrue(FileName.meant(folder, "\"caf\\351.txt\"").contains(file));
    assertTrue(FileName.meant(folder, "caf\uFFFD.txt").contains(file));
    assertEquals(List.of(folder.resolve("b")), FileName.meant(folder, "a/../b"));
  }
}
