package dev.vibe.skill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.skill.PromptFiles.PromptFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files of a folder are commands. */
class PromptFilesTest {

  @TempDir private Path folder;

  private List<String> names() {
    return PromptFiles.in(folder).stream().map(PromptFile::name).toList();
  }

  @Test
  void each_file_of_text_is_one() throws Exception {
    Files.writeString(folder.resolve("review.md"), "# Review it\nRead $1.\n");
    Files.writeString(folder.resolve("notes.txt"), "none");

    assertEquals(
        List.of(new PromptFile("review", "Review it", "# Review it\nRead $1.")),
        PromptFiles.in(folder));
  }

  @Test
  void what_is_no_text_spoils_no_other() throws Exception {
    Files.writeString(folder.resolve("a.md"), "a");
    Files.write(folder.resolve("b.md"), "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    Files.write(folder.resolve("c.md"), new byte[(64 << 10) + 1]);
    Files.createDirectory(folder.resolve("d.md"));
    Files.createSymbolicLink(folder.resolve("e.md"), Path.of("/dev/zero"));
    String pipe = folder.resolve("f.md").toString();
    assertEquals(0, new ProcessBuilder("mkfifo", pipe).start().waitFor());
    Files.writeString(folder.resolve("z.md"), "z");

    assertEquals(List.of("a", "z"), names());
  }

  @Test
  void a_name_that_is_no_word_is_no_command() throws Exception {
    for (String name : List.of("\u001b[2J", "a b", "-x", "a\nb", "\u202egnp", ".hidden")) {
      Files.writeString(folder.resolve(name + ".md"), "x");
    }
    Files.writeString(folder.resolve("pr\u00fcfe-2.md"), "x");

    assertEquals(List.of("pr\u00fcfe-2"), names());
  }

  @Test
  void only_those_that_are_meant_to_count_do() throws Exception {
    Files.writeString(folder.resolve("a.md"), "a");

    assertEquals(List.of(), PromptFiles.in(folder, file -> false));
  }
}
