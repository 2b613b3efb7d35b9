package dev.vibe.workspace.content;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileModesTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"r--r--r--, true", "r-xr-xr-x, true", "rw-r--r--, false", "rwxrwxrwx, false"})
  void what_nobody_may_write_is_read_only_to_a_superuser_too(String rights, boolean isReadOnly)
      throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    assertEquals(isReadOnly, FileModes.isReadOnly(file));
  }

  @Test
  void a_folder_counts_by_its_mode_too() throws IOException {
    Path made = Files.createDirectory(folder.resolve("made"));
    Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("r-xr-xr-x"));
    assertEquals(true, FileModes.isReadOnly(made));
    Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwx------"));
    assertEquals(false, FileModes.isReadOnly(made));
  }

  @Test
  void what_is_not_there_is_not_to_be_written() throws IOException {
    assertEquals(true, FileModes.isReadOnly(folder.resolve("missing")));
  }
}
