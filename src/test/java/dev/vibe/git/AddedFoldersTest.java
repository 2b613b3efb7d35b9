package dev.vibe.git;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.git.file.FileState;
import dev.vibe.git.snapshot.WorktreeChange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddedFoldersTest {

  @TempDir Path temporary;
  private Sandbox box;
  private Path plain;
  private Path part;
  private AddedFolders added;

  @BeforeEach
  void make() throws IOException {
    box = new Sandbox(temporary.resolve("work")).init();
    box.write("sub/a.txt", "one\n");
    box.commitAll("start");
    Path other = Files.createDirectories(temporary.resolve("other")).toRealPath();
    plain = Files.createDirectory(other.resolve("plain"));
    Path repository = Files.createDirectory(other.resolve("repository"));
    box.git("init", "-q", repository.toString());
    part = Files.createDirectory(repository.resolve("part"));
    added =
        AddedFolders.open(
            box.folder(), List.of(plain, part, box.folder().resolve("sub")), box.settings());
  }

  @AfterEach
  void close() {
    added.close();
  }

  private List<WorktreeChange> changes(Work work) throws IOException {
    try (GitWorkspace working = box.open()) {
      added.begin(working.snapshot());
      work.run();
      return added.end();
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  @Test
  void what_changes_in_them_is_found_and_named_from_the_working_folder() throws IOException {
    Files.writeString(plain.resolve("old"), "old\n");
    List<WorktreeChange> found =
        changes(
            () -> {
              Files.writeString(plain.resolve("old"), "new\n");
              Files.writeString(part.resolve("made"), "made\n");
            });

    assertEquals(
        List.of(plain.resolve("old").toString(), part.resolve("made").toString()),
        found.stream().map(each -> each.path().relative()).toList());
    FileState.Held before = (FileState.Held) found.getFirst().before();
    assertEquals("old\n", new String(before.bytes(), StandardCharsets.UTF_8));
    assertEquals(List.of(), added.end());
  }

  @Test
  void what_the_sessions_own_snapshots_cover_or_lies_beside_them_is_not_theirs()
      throws IOException {
    assertEquals(
        List.of(),
        changes(
            () -> {
              box.write("sub/a.txt", "two\n");
              Files.writeString(part.resolveSibling("beside"), "b\n");
            }));
  }
}
