package dev.vibe.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.git.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which folders the user's own configuration trusts in a run where nobody is asked. */
class TrustedFoldersTest {

  @TempDir Path temporary;
  private ScriptedRuns runs;
  private Sandbox box;

  @BeforeEach
  void make() {
    box = new Sandbox(temporary).init();
    box.write("AGENTS.md", "Speak like a pirate.\n");
    box.commitAll("start");
    runs = new ScriptedRuns(box);
  }

  private void configure(Path file, String toml) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, toml);
  }

  private void trusting(String folder) throws IOException {
    configure(
        box.home().resolve(".config/vibe/config.toml"),
        "[trust]\nfolders = [\"" + folder.replace("{}", box.folder().toString()) + "\"]\n");
  }

  @ParameterizedTest
  @CsvSource({"{}", "{}/../*", "{}/*", "/*"})
  void a_folder_by_its_path_or_by_one_above(String folder) throws IOException {
    String named = folder.replace("{}/..", String.valueOf(box.folder().getParent()));
    trusting(named);
    boolean isCovered = !folder.equals("{}/*");
    if (isCovered) {
      runs.expecting("Done.", "pirate");
    } else {
      runs.says("Done.");
    }

    assertEquals(0, runs.run("go").get("exit_code"), runs::err);
    assertEquals(!isCovered, runs.err().contains("[folder-untrusted]"), runs::err);
  }

  @Test
  void no_folder_trusts_itself() throws IOException {
    configure(box.folder().resolve(".vibe/config.toml"), "[trust]\nfolders = [\"/*\"]\n");
    runs.says("Done.");

    assertEquals(0, runs.run("go").get("exit_code"), runs::err);
    assertTrue(runs.err().contains("[folder-untrusted]"), runs::err);
  }
}
