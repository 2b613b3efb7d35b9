package dev.vibe.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProposedFormattersTest {

  @TempDir Path folder;

  @Test
  void what_the_files_of_a_project_tell_is_proposed_once_a_kind() throws IOException {
    assertEquals(List.of(), ProposedFormatters.of(folder));

    Files.writeString(folder.resolve("pyproject.toml"), "[tool.ruff]\n[tool.black]\n");
    Files.writeString(folder.resolve("go.mod"), "module x\n");
    Files.writeString(folder.resolve("package.json"), "{}");

    assertEquals(
        List.of(
            "\"*.py\" = [\"ruff\", \"format\", \"{file}\"]",
            "\"*.go\" = [\"gofmt\", \"-w\", \"{file}\"]"),
        ProposedFormatters.of(folder));
  }
}
