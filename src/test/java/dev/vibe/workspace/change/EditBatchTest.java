package dev.vibe.workspace.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.vibe.problem.RefusalCode;
import dev.vibe.text.FileDiff;
import dev.vibe.workspace.Workspace;
import dev.vibe.workspace.WorkspacePath;
import dev.vibe.workspace.change.SeenVersions.Standing;
import dev.vibe.workspace.content.Content;
import dev.vibe.workspace.content.Loaded;
import dev.vibe.workspace.content.TextFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditBatchTest {

  @TempDir Path root;
  private final SeenVersions seen = new SeenVersions();
  private EditBatch batch;

  @BeforeEach
  void begin() {
    batch = new EditBatch(new Workspace(root, List.of()), seen);
  }

  private WorkspacePath path(String name) {
    return WorkspacePath.below(root, name);
  }

  private WorkspacePath file(String name, String text) throws IOException {
    Files.writeString(root.resolve(name), text);
    return path(name);
  }

  private static Content content(String text) {
    return new Content.Present(text.getBytes(StandardCharsets.UTF_8));
  }

  private String load(WorkspacePath path) {
    return switch (batch.load(path)) {
      case Loaded.Text(TextFile file, var content) -> file.text();
      case Loaded.Refused(RefusalCode kind, String message) -> kind.toString();
    };
  }

  private void stage(WorkspacePath path, String before, String after) {
    batch.stage(FileChange.between(path, content(before), content(after)));
  }

  @Test
  void a_file_is_read_once_and_later_edits_see_earlier_ones() throws IOException {
    WorkspacePath a = file("a", "1\n");
    assertEquals("1\n", load(a));
    Files.writeString(a.absolute(), "changed\n");
    assertEquals("1\n", load(a));
    stage(a, "1\n", "2\n");
    assertEquals("2\n", load(a));
    stage(a, "2\n", "3\n");
    FileChange merged = batch.changes().getFirst();
    assertEquals(1, batch.changes().size());
    assertEquals(content("1\n"), merged.before());
    assertEquals(content("3\n"), merged.after());
    assertEquals(1, merged.diff().added());
  }

  @Test
  void edits_that_cancel_each_other_leave_no_change() throws IOException {
    WorkspacePath a = file("a", "1\n");
    stage(a, "1\n", "2\n");
    stage(a, "2\n", "1\n");
    assertEquals(List.of(), batch.changes());
  }

  @Test
  void a_change_computed_before_the_last_edit_is_not_staged() throws IOException {
    WorkspacePath a = file("a", "1\n");
    stage(a, "1\n", "2\n");
    assertThrows(IllegalStateException.class, () -> stage(a, "1\n", "3\n"));
  }

  @Test
  void a_created_file_can_be_edited_before_it_is_written() {
    WorkspacePath a = path("a");
    assertEquals("no_file", load(a));
    batch.stage(FileChange.between(a, new Content.Absent(), content("1\n")));
    stage(a, "1\n", "2\n");
    assertEquals(FileDiff.Kind.CREATED, batch.changes().getFirst().diff().kind());
  }

  @Test
  void what_cannot_be_edited_is_refused_by_kind() throws IOException {
    Files.createDirectory(root.resolve("d"));
    Files.createSymbolicLink(root.resolve("link"), root.resolve("d"));
    Files.write(root.resolve("bin"), new byte[] {0});
    WorkspacePath locked = file("locked", "x");
    Files.setPosixFilePermissions(locked.absolute(), PosixFilePermissions.fromString("r--r--r--"));
    assertEquals("no_file", load(path("none")));
    assertEquals("is_directory", load(path("d")));
    assertEquals("not_regular", load(path("link")));
    assertEquals("binary", load(path("bin")));
    assertEquals("read_only", load(locked));
  }

  @Test
  void a_view_ages_when_the_file_changes_on_disk() throws IOException {
    WorkspacePath a = file("a", "1");
    assertEquals(Standing.NEVER_SEEN, batch.standing(a));
    seen.saw(a, new byte[] {'1'});
    assertEquals(Standing.CURRENT, batch.standing(a));
    Files.writeString(a.absolute(), "2");
    begin();
    assertEquals(Standing.CHANGED_SINCE, batch.standing(a));
    seen.forget(a);
    assertEquals(Standing.NEVER_SEEN, batch.standing(a));
  }
}
