package dev.vibe.workspace.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.workspace.EditorTexts;
import dev.vibe.workspace.WorkspacePath;
import dev.vibe.workspace.content.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An editor that writes no file itself hears of changes, and the disk holds what counts. */
class EditorHandoverTest {

  @TempDir Path temporary;
  private Path root;
  private final List<String> heard = new ArrayList<>();
  private boolean takes = true;
  private EditorHandover handover;

  private final EditorTexts editor =
      new EditorTexts() {
        @Override
        public Optional<String> text(Path file) {
          return Optional.empty();
        }

        @Override
        public boolean canSave() {
          return true;
        }

        @Override
        public boolean save(Path file, String text) {
          heard.add("text " + file.getFileName() + " " + text.strip());
          return takes;
        }

        @Override
        public void created(Path file) {
          heard.add("created " + file.getFileName());
        }

        @Override
        public void deleted(Path file) {
          heard.add("deleted " + file.getFileName());
        }
      };

  @BeforeEach
  void folders() throws IOException {
    root = Files.createDirectory(temporary.toRealPath().resolve("work"));
    handover = new EditorHandover(editor, temporary.toRealPath().resolve("state/journal"));
  }

  private static Content text(String text) {
    return new Content.Present(text.getBytes(StandardCharsets.UTF_8));
  }

  private FileChange change(String name, Content before, Content after) {
    return FileChange.between(WorkspacePath.below(root, name), before, after);
  }

  @Test
  void what_is_not_saved_is_on_the_disk_before_it_is_changed() throws IOException {
    Path file = Files.writeString(root.resolve("a"), "saved\n");

    handover.before(List.of(change("a", text("unsaved\n"), text("after\n"))));

    assertEquals(List.of("text a unsaved"), heard);
    assertEquals("unsaved\n", Files.readString(file));
  }

  @Test
  void a_text_that_the_editor_does_not_have_is_not_written() throws IOException {
    takes = false;
    Path file = Files.writeString(root.resolve("a"), "saved\n");

    handover.before(List.of(change("a", text("unsaved\n"), text("after\n"))));

    assertEquals("saved\n", Files.readString(file));
  }

  @Test
  void files_that_come_and_go_are_told() throws IOException {
    Files.writeString(root.resolve("new"), "new\n");

    handover.after(
        List.of(
            change("new", new Content.Absent(), text("new\n")),
            change("old", text("old\n"), new Content.Absent())));

    assertEquals(List.of("text new new", "created new", "deleted old"), heard);
    assertTrue(Files.exists(root.resolve("new")));
  }
}
