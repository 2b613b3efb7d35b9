package dev.vibe.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.git.file.FileKind;
import dev.vibe.git.file.FileState;
import dev.vibe.git.snapshot.WorktreeChange;
import dev.vibe.workspace.WorkspacePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptFilesTest {

  @TempDir Path scratch;
  private Path root;
  private KeptFiles kept;

  @BeforeEach
  void begin() throws IOException {
    root = Files.createDirectory(scratch.resolve("root")).toRealPath();
    kept = new KeptFiles(path -> path.startsWith("test"), scratch.resolve("journal"));
  }

  private static FileState held(String text, FileKind kind) {
    return FileState.Held.of(kind, text.getBytes(StandardCharsets.UTF_8));
  }

  private WorktreeChange change(String file, FileState before, FileState after) {
    return new WorktreeChange(WorkspacePath.below(root, file), before, after);
  }

  @Test
  void what_was_changed_made_or_removed_is_as_it_was() throws IOException {
    Files.writeString(root.resolve("test_a"), "weaker");
    Files.writeString(root.resolve("test_b"), "new");
    List<WorktreeChange> changes =
        List.of(
            change("test_a", held("strict", FileKind.REGULAR), held("weaker", FileKind.REGULAR)),
            change("test_b", new FileState.Absent(), held("new", FileKind.REGULAR)),
            change("test_c", held("gone", FileKind.EXECUTABLE), new FileState.Absent()));

    KeptFiles.PutBack done = kept.putBack(changes);

    assertEquals(List.of("test_a", "test_b", "test_c"), done.files());
    assertEquals(List.of(), done.left());
    assertEquals("strict", Files.readString(root.resolve("test_a")));
    assertFalse(Files.exists(root.resolve("test_b")));
    assertEquals("gone", Files.readString(root.resolve("test_c")));
    assertTrue(Files.isExecutable(root.resolve("test_c")));
  }

  @Test
  void other_files_and_what_cannot_be_put_back_are_left() throws IOException {
    Files.writeString(root.resolve("code"), "fixed");
    Files.writeString(root.resolve("test_big"), "x");
    List<WorktreeChange> changes =
        List.of(
            change("code", held("broken", FileKind.REGULAR), held("fixed", FileKind.REGULAR)),
            change(
                "test_big",
                new FileState.Unkept(FileKind.REGULAR, 99_000_000),
                held("x", FileKind.REGULAR)));

    KeptFiles.PutBack done = kept.putBack(changes);

    assertEquals(List.of(), done.files());
    assertEquals(changes, done.left());
    assertEquals("fixed", Files.readString(root.resolve("code")));
  }
}
