package dev.vibe.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedFileTest {

  private Path file;

  @BeforeEach
  void place(@TempDir Path folder) {
    file = folder.resolve("file");
  }

  @Test
  void text_loses_its_byte_order_mark_and_a_missing_file_is_none() throws IOException {
    assertEquals(Optional.empty(), BoundedFile.text(file, 9));
    Files.writeString(file, "\uFEFFnine b");
    assertEquals(Optional.of("nine b"), BoundedFile.text(file, 9));
  }

  @Test
  void text_that_is_none_is_refused_with_the_reason() throws IOException {
    Files.writeString(file, "0123456789");
    assertEquals("it is larger than 9 bytes", refusedText());
    Files.write(file, new byte[] {'a', '\n', (byte) 0xff});
    assertEquals("it is not UTF-8 (line 2)", refusedText());
    Files.delete(file);
    Files.createDirectory(file);
    assertEquals("it is not a regular file", refusedText());
    Files.delete(file);
    Files.createSymbolicLink(file, Path.of("nowhere"));
    assertEquals("it is a link to nothing", refusedText());
  }

  private String refusedText() {
    return IoReason.of(assertThrows(IOException.class, () -> BoundedFile.text(file, 9)));
  }

  @Test
  void bytes_are_taken_as_they_are_up_to_the_bound() throws IOException {
    byte[] nine = {0, 1, 2, 3, 4, 5, 6, 7, (byte) 0xff};
    Files.write(file, nine);
    assertArrayEquals(nine, BoundedFile.bytes(file, 9));
    BoundedFile.check(file, 9);
    String larger = file + ": it is larger than 8 bytes";
    IOException read = assertThrows(IOException.class, () -> BoundedFile.bytes(file, 8));
    assertEquals(larger, IoReason.naming(read));
    IOException checked = assertThrows(IOException.class, () -> BoundedFile.check(file, 8));
    assertEquals(larger, checked.getMessage());
  }

  @Test
  void a_missing_file_has_no_bytes_but_passes_a_check() throws IOException {
    BoundedFile.check(file, 0);
    assertThrows(NoSuchFileException.class, () -> BoundedFile.bytes(file, 9));
  }
}
