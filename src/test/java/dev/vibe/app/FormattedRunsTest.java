package dev.vibe.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.app.ScriptedRuns.Call;
import dev.vibe.git.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edits that a formatter of the user's goes over. */
class FormattedRunsTest {

  private static final String DONE = "Done.";

  @TempDir Path temporary;
  private Sandbox box;
  private ScriptedRuns runs;

  @BeforeEach
  void make() {
    box = new Sandbox(temporary).init();
    box.write("a.txt", "one\ntwo\n");
    box.write("b.md", "one\n");
    box.commitAll("start");
    runs =
        new ScriptedRuns(box)
            .config("[format]\n\"*.txt\" = [\"sed\", \"-i\", \"s/ *$//\", \"{file}\"]\n");
  }

  private String text(String file) throws IOException {
    return Files.readString(box.folder().resolve(file));
  }

  @Test
  void formatting_is_part_of_the_edit_its_commit_and_its_undo() throws IOException {
    runs.calls(Call.edit("a.txt", "two", "2  "));
    runs.calls(Call.commit("Count"));
    runs.expecting(DONE, "then formatted by sed:");

    assertEquals(0, runs.committing("go").get("exit_code"), runs::err);

    assertEquals("one\n2\n", text("a.txt"));
    assertEquals("", box.git("status", "--porcelain"));
    assertEquals("one\n2\n", box.git("show", "HEAD:a.txt"));
  }

  @Test
  void model_may_go_on_from_the_formatted_text_and_other_files_stay_as_they_were_sent()
      throws IOException {
    runs.calls(Call.edit("a.txt", "two", "2  "), Call.edit("b.md", "one", "1  "));
    runs.calls(Call.edit("a.txt", "2\n", "three\n"));
    runs.says(DONE);

    assertEquals(0, runs.run("go").get("exit_code"), runs::err);

    assertEquals("one\nthree\n", text("a.txt"));
    assertEquals("1  \n", text("b.md"));
  }

  @Test
  void new_file_in_a_new_folder_is_formatted_and_no_copy_stays() throws IOException {
    runs.calls(Call.write("new/deep/c.txt", "x   \n"));
    runs.says(DONE);

    assertEquals(0, runs.run("go").get("exit_code"), runs::err);

    assertEquals("x\n", text("new/deep/c.txt"));
    try (Stream<Path> files = Files.walk(box.folder())) {
      assertTrue(files.noneMatch(file -> file.toString().contains(".vibe-format-")));
    }
  }

  @Test
  void formatter_that_fails_leaves_the_edit_and_is_told() throws IOException {
    runs.config("[format]\n\"*.txt\" = [\"no-such-formatter\", \"{file}\"]\n");
    runs.calls(Call.edit("a.txt", "two", "2  "));
    runs.expecting(DONE, "no-such-formatter could not format it:");

    assertEquals(0, runs.run("go").get("exit_code"), runs::err);
    assertEquals("one\n2  \n", text("a.txt"));
  }
}
