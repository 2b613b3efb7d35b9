package dev.vibe.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherProgramTest {

  @TempDir Path folder;

  /** {@code /dev/full} is no folder, so that nothing can be made in it. */
  @Test
  void a_draft_is_named_as_its_file_so_that_an_editor_knows_the_language() {
    assertEquals("-app.py", OtherProgram.ending("src/app.py"));
    assertEquals("-a_b_.sh", OtherProgram.ending("a b$.sh"));
  }

  @Test
  void a_text_to_be_edited_goes_where_there_is_room() throws IOException {
    Path full = Path.of("/dev/full");
    Path file = OtherProgram.draft("text", "-a.py", List.of(full, folder.resolve("gone"), folder));
    assertEquals(folder, file.getParent());
    assertEquals("text", Files.readString(file));
    IOException why =
        assertThrows(IOException.class, () -> OtherProgram.draft("text", "-a.py", List.of(full)));
    assertTrue(why.toString().contains("/dev/full"), why.toString());
    assertThrows(IOException.class, () -> OtherProgram.draft("text", "-a.py", List.of()));
  }
}
