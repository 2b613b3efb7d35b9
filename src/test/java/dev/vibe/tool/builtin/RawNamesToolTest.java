package dev.vibe.tool.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.file.FileName;
import dev.vibe.text.NameBytes;
import dev.vibe.workspace.Access;
import dev.vibe.workspace.Resolution;
import dev.vibe.workspace.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A file whose name is not UTF-8 is shown escaped, and found by what is shown. */
class RawNamesToolTest extends ReadingFixture {

  private Path file;

  @BeforeEach
  void makeFile() throws IOException {
    String name = NameBytes.decoded("d\u00ff/caf\u00e9.txt".getBytes(StandardCharsets.ISO_8859_1));
    file = FileName.in(root, name);
    Files.createDirectory(file.getParent());
    Files.writeString(file, "needle\n");
  }

  @Test
  void glob_and_grep_show_it() throws Exception {
    String shown = "\"d\\xff/caf\\xe9.txt\"\n";
    for (String pattern : List.of("**/*.txt", "d\\xff/*", "caf\\xe9.txt", "caf?.txt")) {
      assertEquals(shown, run(new GlobTool(RULES), new GlobTool.Input(pattern, ""), Outcome.OK));
    }
    assertEquals(
        shown + "1:needle\n",
        run(new GrepTool(RULES), new GrepTool.Input("needle", "", "caf\\xe9.*", 0, 0), Outcome.OK));
  }

  @Test
  void every_spelling_leads_to_it() {
    Workspace workspace = new Workspace(root, List.of());
    for (String named :
        List.of(
            "d\\xff/caf\\xe9.txt",
            "\"d\\xff/caf\\xe9.txt\"",
            "\"d\\377/caf\\351.txt\"",
            root + "/d\\xff/caf\\xe9.txt")) {
      for (Access access : Access.values()) {
        Resolution.Inside inside =
            assertInstanceOf(Resolution.Inside.class, workspace.resolve(named, access));
        assertEquals(file, inside.path().absolute());
        assertEquals("\"d\\xff/caf\\xe9.txt\"", inside.path().toString());
      }
    }
  }

  @Test
  void a_file_with_that_very_text_comes_first() throws IOException {
    write("d\\xff/caf\\xe9.txt", "text");
    Resolution.Inside inside =
        assertInstanceOf(
            Resolution.Inside.class,
            new Workspace(root, List.of()).resolve("d\\xff/caf\\xe9.txt", Access.READ));
    assertEquals(root.resolve("d\\xff/caf\\xe9.txt"), inside.path().absolute());
  }
}
