package dev.vibe.git.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.git.Sandbox;
import dev.vibe.git.undo.Undo.Scope;
import dev.vibe.git.undo.UndoScene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilteredFilesTest {

  @TempDir Path temporary;

  @Test
  void rules_of_every_folder_and_of_macros_count() {
    Sandbox box = new Sandbox(temporary).init();
    box.write(".gitattributes", "[attr]big filter=lfs -text\n*.bin big\n*.txt text eol=crlf\n");
    box.write("sub/.gitattributes", "/a ident\n*.z -filter\n");
    box.write("sub/deep/.gitattributes", "*.u working-tree-encoding=UTF-16LE\n");
    GitFolders folders =
        assertInstanceOf(GitFolders.Search.Found.class, GitFolders.find(box.folder())).folders();
    FilteredFiles filtered =
        FilteredFiles.of(
            folders,
            box.settings(),
            box.folder().resolve("sub"),
            List.of(".gitattributes", "deep/.gitattributes"));
    for (String path : List.of("x.bin", "deep/x.bin", "a", "deep/x.u")) {
      assertTrue(filtered.cover(path), path);
    }
    for (String path : List.of("x.txt", "deep/a", "x.u", "x.z")) {
      assertFalse(filtered.cover(path), path);
    }
  }

  @Test
  void undo_gives_back_what_was_on_disk_not_what_the_filter_stored() throws IOException {
    Sandbox box = new Sandbox(temporary).init();
    box.git("config", "filter.low.clean", "tr A-Z a-z");
    box.write(".gitattributes", "*.low filter=low\n");
    box.write("changed.low", "HELLO\n");
    box.write("gone.low", "BYE\n");
    box.write("plain.txt", "PLAIN\n");
    for (String path : List.of("changed.low", "gone.low", "plain.txt")) {
      Files.setLastModifiedTime(
          box.folder().resolve(path), FileTime.from(Instant.now().minusSeconds(60)));
    }
    box.commitAll("start");
    assertEquals("hello\n", box.git("show", ":changed.low"));
    try (UndoScene scene = new UndoScene(box, "s1")) {
      Map<String, String> before = scene.files();
      scene.command(
          () -> {
            box.write("changed.low", "OTHER\n");
            box.delete("gone.low");
          });
      Map<String, String> after = scene.files();
      scene.undo(new Scope.LastRun());
      assertEquals(before, scene.files());
      scene.undo(new Scope.Redo());
      assertEquals(after, scene.files());
    }
  }
}
