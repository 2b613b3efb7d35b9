package dev.vibe.app.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.approval.FolderPin;
import dev.vibe.approval.FolderTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person is shown of what a folder brings along, and of how it changed. */
class TrustTextTest {

  @TempDir private Path temp;
  private Path top;

  @BeforeEach
  void project() throws IOException {
    top = Files.createDirectories(temp.resolve("project"));
    Files.writeString(top.resolve("AGENTS.md"), "1\n2\n3\n4\n5\n6\n7\n8\n");
    Files.createSymbolicLink(top.resolve("CLAUDE.md"), Path.of("/etc/hostname"));
  }

  private FolderPin pin() {
    return new FolderTrust(temp.resolve("state"), temp.resolve("config"), top).all();
  }

  @Test
  void names_and_sizes_come_first_and_then_how_texts_begin() throws IOException {
    Files.writeString(top.resolve(".mcp.json"), "{}\n");

    assertEquals(
        List.of(
            "  .mcp.json  3 bytes",
            "  AGENTS.md  16 bytes",
            "  CLAUDE.md  a link to /etc/hostname, which never counts",
            "",
            "AGENTS.md:",
            "  │ 1",
            "  │ 2",
            "  │ 3",
            "  │ 4",
            "  │ 5",
            "  │ 6",
            "  │ … 2 more lines",
            "",
            ".mcp.json:",
            "  │ {}"),
        TrustText.of(pin()));
  }

  @Test
  void all_of_the_text_is_all_of_it() {
    List<String> lines = TrustText.whole(pin());

    assertEquals(List.of("  │ 7", "  │ 8"), lines.subList(8, 10));
    assertEquals("CLAUDE.md, a link to /etc/hostname, which never counts:", lines.getLast());
  }

  @Test
  void a_change_is_a_diff() throws IOException {
    FolderPin before = pin();
    Files.writeString(top.resolve("AGENTS.md"), "1\n2\n3\n4\nfive\n6\n7\n8\n");
    Files.writeString(top.resolve(".mcp.json"), "{}\n");
    Files.delete(top.resolve("CLAUDE.md"));

    assertEquals(
        """
          .mcp.json  new, 3 bytes
          AGENTS.md  19 bytes, was 16 bytes
          CLAUDE.md  gone, was a link to /etc/hostname, which never counts

        --- /dev/null
        +++ b/.mcp.json
        @@ -0,0 +1,1 @@
        +{}

        --- a/AGENTS.md
        +++ b/AGENTS.md
        @@ -2,7 +2,7 @@
         2
         3
         4
        -5
        +five
         6
         7
         8\
        """,
        String.join("\n", TrustText.of(before.changesTo(pin()))));
  }

  @Test
  void what_cannot_be_shown_is_said() throws IOException {
    FolderPin before = pin();
    Files.write(top.resolve("AGENTS.md"), new byte[] {(byte) 0xE9});

    assertEquals(
        "AGENTS.md: too long to be shown here, or not UTF-8",
        TrustText.of(before.changesTo(pin())).getLast());
  }

  @Test
  void no_line_moves_the_cursor_or_scrolls_the_question_away() throws IOException {
    Files.writeString(top.resolve("AGENTS.md"), "\u001b[2J\u202e\r\n".repeat(9_000));
    Files.createDirectories(top.resolve(".vibe/commands"));
    for (int i = 0; i < 40; i++) {
      Files.writeString(top.resolve(".vibe/commands/\u001b]0;" + i + ".md"), "x\n");
    }
    List<String> lines = new ArrayList<>(TrustText.of(pin()));
    lines.addAll(TrustText.whole(pin()));

    assertFalse(
        lines.stream().anyMatch(line -> line.contains("\u001b") || line.contains("\u202e")));
    assertTrue(TrustText.of(pin()).size() < 50);
    assertTrue(TrustText.whole(pin()).size() <= 2_001);
  }
}
