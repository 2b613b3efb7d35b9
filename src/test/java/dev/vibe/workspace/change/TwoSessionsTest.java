package dev.vibe.workspace.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.workspace.Workspace;
import dev.vibe.workspace.WorkspacePath;
import dev.vibe.workspace.content.Content;
import dev.vibe.workspace.content.Loaded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Case E186 of {@code edits.json}: two sessions in one folder lose nothing of each other. */
class TwoSessionsTest {

  @TempDir Path temporary;

  private static EditBatch batch(Workspace workspace, String file, String old, String replacement) {
    EditBatch batch = new EditBatch(workspace, new SeenVersions());
    WorkspacePath path = WorkspacePath.below(workspace.root(), file);
    Loaded.Text loaded = (Loaded.Text) batch.load(path);
    String text = loaded.file().text().replace(old, replacement);
    batch.stage(
        FileChange.between(
            path, loaded.content(), new Content.Present(text.getBytes(StandardCharsets.UTF_8))));
    return batch;
  }

  @Test
  void two_sessions_edit_two_files_at_once() throws IOException {
    Path root = Files.createDirectories(temporary.toRealPath().resolve("work"));
    Path journal = temporary.resolve("journal");
    Files.writeString(root.resolve("f.txt"), "a = 1\n");
    Files.writeString(root.resolve("g.txt"), "b = 1\n");
    Workspace workspace = new Workspace(root, List.of());

    EditBatch one = batch(workspace, "f.txt", "a = 1", "a = 2");
    EditBatch other = batch(workspace, "g.txt", "b = 1", "b = 2");
    ChangeSet.write(other.changes(), journal);
    ChangeSet.write(one.changes(), journal);

    assertEquals("a = 2\n", Files.readString(root.resolve("f.txt")));
    assertEquals("b = 2\n", Files.readString(root.resolve("g.txt")));
  }

  @Test
  void of_two_edits_of_one_file_the_later_is_refused_as_stale() throws IOException {
    Path root = Files.createDirectories(temporary.toRealPath().resolve("work"));
    Path journal = temporary.resolve("journal");
    Files.writeString(root.resolve("f.txt"), "a = 1\nb = 1\n");
    Workspace workspace = new Workspace(root, List.of());

    EditBatch one = batch(workspace, "f.txt", "a = 1", "a = 2");
    EditBatch other = batch(workspace, "f.txt", "b = 1", "b = 2");
    ChangeSet.write(other.changes(), journal);
    VibeException refused =
        assertThrows(VibeException.class, () -> ChangeSet.write(one.changes(), journal));

    assertEquals(ProblemCode.STALE, refused.problem().code());
    assertEquals("a = 1\nb = 2\n", Files.readString(root.resolve("f.txt")));
  }
}
