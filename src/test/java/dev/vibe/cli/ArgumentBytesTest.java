package dev.vibe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.file.FileName;
import dev.vibe.text.NameBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArgumentBytesTest {

  /** As Linux tells it; {@code é} of Latin 1 is no UTF-8. */
  private static final ArgumentBytes WORDS =
      ArgumentBytes.of(
          "java\0vibe\0--add-dir=caf\u00e9\0-C\0/t/\u00e8\0-p\0x\0"
              .getBytes(StandardCharsets.ISO_8859_1));

  @Test
  void bytes_that_java_has_lost_are_those_of_the_command_line() {
    assertEquals("caf\\xe9", shown(WORDS.path("caf\uFFFD")));
    assertEquals("/t/\\xe8", shown(WORDS.path("/t/\uFFFD")));
  }

  @Test
  void what_is_text_names_what_it_says() {
    assertEquals(Path.of("x"), WORDS.path("x"));
    assertEquals(Path.of("no\\xe9"), WORDS.path("no\\xe9"));
  }

  @Test
  void form_in_which_a_name_is_shown_names_what_is_there(@TempDir Path scratch) throws IOException {
    Path folder = FileName.in(scratch, NameBytes.unescaped("caf\\xe9"));
    Files.createDirectory(folder);
    assertEquals(folder, WORDS.path(scratch + "/caf\\xe9"));
    Path named = Files.createDirectory(scratch.resolve("caf\\xe9"));
    assertEquals(named, WORDS.path(scratch + "/caf\\xe9"), "a name that is really so");
  }

  private static String shown(Path path) {
    return NameBytes.escaped(FileName.of(path));
  }
}
