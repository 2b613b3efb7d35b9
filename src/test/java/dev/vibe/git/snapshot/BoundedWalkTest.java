package dev.vibe.git.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.git.snapshot.WorktreeScan.Nested;
import dev.vibe.git.store.TrackedFiles;
import dev.vibe.workspace.IgnoreRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A walk whose time is over before it begins. */
class BoundedWalkTest {

  @TempDir Path folder;

  private WorktreeSnapshot snapshot(Duration limit) {
    WorktreeScan scan =
        WorktreeScan.of(
            folder, IgnoreRules.repositoriesOnly(), TrackedFiles.NONE, Nested.ENTERED, limit);
    return new WorktreeSnapshot(folder, scan, TrackedFiles.NONE, Map.of(), 0, 0);
  }

  private void fill(String name, int files) throws IOException {
    Path made = Files.createDirectories(folder.resolve(name));
    for (int i = 0; i < files; i++) {
      Files.createFile(made.resolve("f" + i));
    }
  }

  @Test
  void a_small_folder_is_seen_whole() throws IOException {
    fill("a/b", 300);
    WorktreeSnapshot seen = snapshot(Duration.ZERO);
    assertEquals(300, seen.scan().files().size());
    assertEquals(Set.of(), seen.scan().cut());
    assertTrue(seen.looked("a/b/new"));
  }

  @Test
  void in_a_large_one_nothing_is_said_of_what_was_not_looked_at() throws IOException {
    fill("a", 1_100);
    fill("a/deep", 1);
    WorktreeSnapshot seen = snapshot(Duration.ZERO);
    assertEquals(1_001, seen.scan().files().size());
    assertTrue(seen.scan().cut().contains("a"));
    assertFalse(seen.looked("a/new"));
    assertFalse(seen.looked("a/deep/new"));
    assertTrue(seen.looked("b/new"), "a folder that is new itself");
    assertEquals(1_101, snapshot(WorktreeScan.UNLIMITED).scan().files().size());
  }
}
