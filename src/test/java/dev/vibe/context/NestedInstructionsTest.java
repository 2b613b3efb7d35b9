package dev.vibe.context;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NestedInstructionsTest {

  private static final int ROOM = 30_000;

  @TempDir Path temporary;
  private Path root;
  private Path session;

  @BeforeEach
  void make() throws IOException {
    root = Files.createDirectory(temporary.resolve("work"));
    session = Files.createDirectory(temporary.resolve("session"));
    write("AGENTS.md", "of the root");
    write("src/AGENTS.md", "of the sources");
    write("src/deep/CLAUDE.md", "of the depth");
    write("src/deep/a.txt", "a");
    write("docs/b.txt", "b");
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private NestedInstructions nested() {
    return NestedInstructions.of(root, file -> true, session);
  }

  @Test
  void a_file_brings_those_of_its_folders_from_above_once() {
    NestedInstructions nested = nested();

    assertEquals("", nested.news(List.of("docs/b.txt", "../elsewhere.txt", "src"), ROOM));
    assertEquals(
        """


        # Instructions of the user (src/AGENTS.md)
        <instructions>
        of the sources
        </instructions>

        # Instructions of the user (src/deep/CLAUDE.md)
        <instructions>
        of the depth
        </instructions>\
        """,
        nested.news(List.of("src/deep/a.txt"), ROOM));
    assertEquals("", nested.news(List.of("src/deep/a.txt", "src/new.txt"), ROOM));
    assertEquals(
        List.of("src/AGENTS.md (14 bytes)", "src/deep/CLAUDE.md (12 bytes)"), nested.told());
  }

  @Test
  void a_session_that_goes_on_tells_none_again_unless_it_went_back() {
    nested().news(List.of("src/deep/a.txt"), ROOM);

    NestedInstructions later = nested();
    assertEquals("", later.news(List.of("src/deep/a.txt"), ROOM));
    assertEquals(2, later.told().size());

    later.forget();
    assertTrue(nested().news(List.of("src/x"), ROOM).contains("of the sources"));
  }

  @Test
  void a_long_one_takes_a_part_of_the_room_alone() throws IOException {
    write("src/AGENTS.md", "x".repeat(20_000));

    String news = nested().news(List.of("src/x"), 4_000);

    assertTrue(news.length() < 2_500, () -> "" + news.length());
  }

  @Test
  void rules_on_reading_and_a_lack_of_trust_hold() {
    NestedInstructions ruled =
        NestedInstructions.of(root, file -> !file.endsWith("src/AGENTS.md"), session);
    assertFalse(ruled.news(List.of("src/deep/a.txt"), ROOM).contains("of the sources"));
    assertEquals("", NestedInstructions.none().news(List.of("src/deep/a.txt"), ROOM));
  }
}
