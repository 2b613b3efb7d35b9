package dev.vibe.git.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.git.GitWorkspace;
import dev.vibe.git.checkpoint.Checkpoints.Danger;
import dev.vibe.git.checkpoint.TreeOfSnapshot.Bounds;
import dev.vibe.git.config.GitSettings;
import dev.vibe.git.snapshot.WorktreeSnapshot;
import dev.vibe.git.store.TreeDifference;
import dev.vibe.git.store.TreeEntry;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of which not everything can be recorded while a command waits. */
class LargeFolderTest {

  @TempDir Path scratch;
  private Path folder;
  private GitSettings settings;
  private GitWorkspace git;
  private CheckpointPlace place;

  @BeforeEach
  void open() throws IOException {
    folder = Files.createDirectory(scratch.resolve("work")).toRealPath();
    settings = GitSettings.of(Map.of(), scratch, scratch.resolve("state"), Clock.systemUTC());
    git = GitWorkspace.open(folder, settings);
    place = new CheckpointPlace(folder, List.of(), settings);
  }

  @AfterEach
  void close() {
    git.close();
  }

  private void write(String file, int bytes) throws IOException {
    Files.write(folder.resolve(file), new byte[bytes]);
  }

  @Test
  void the_smallest_files_are_kept_first_and_each_time_more() throws IOException {
    write("a", 7);
    write("b", 5);
    write("c", 6);
    try (CheckpointStore store = place.open(Steps.UNWATCHED)) {
      TreeOfSnapshot trees = new TreeOfSnapshot(store, place, new Bounds(11, Duration.ofDays(1)));
      String first = trees.of(git.snapshot()).addTo(store);
      assertEquals(1, trees.missed());
      String second = trees.of(git.snapshot()).addTo(store);
      assertEquals(0, trees.missed());
      store.flush();
      List<TreeDifference> grown = store.differences(first, second);
      assertEquals(List.of("a"), grown.stream().map(TreeDifference::path).toList());
      assertEquals(CheckpointStore.UNKEPT, grown.getFirst().before());
      assertEquals(
          second, new TreeOfSnapshot(store, place, Bounds.NONE).of(git.snapshot()).addTo(store));
    }
  }

  @Test
  void a_file_that_is_larger_than_the_bound_has_its_turn() throws IOException {
    write("large", 100);
    try (CheckpointStore store = place.open(Steps.UNWATCHED)) {
      TreeOfSnapshot trees = new TreeOfSnapshot(store, place, new Bounds(11, Duration.ZERO));
      trees.of(git.snapshot());
      assertEquals(0, trees.missed());
    }
  }

  /** By then the command may have changed it. */
  @Test
  void once_nobody_waits_no_file_is_read_any_more() throws IOException {
    for (int i = 0; i < 8; i++) {
      write("f" + i, 9_000_000 + i); // together more than a look reads
    }
    WorktreeSnapshot seen = git.snapshot();
    try (CheckpointStore store = place.open(Steps.UNWATCHED)) {
      TreeOfSnapshot trees = new TreeOfSnapshot(store, place, Bounds.NONE);
      String late = trees.of(seen, () -> false).addTo(store);
      int missed = trees.missed();
      assertTrue(missed > 0);
      String whole = trees.of(seen).addTo(store);
      assertEquals(0, trees.missed());
      store.flush();
      assertEquals(missed, store.differences(late, whole).size());
    }
  }

  @Test
  void what_undo_does_not_cover_is_told_once() throws IOException {
    for (int i = 0; i < 10; i++) {
      write("f" + i, (1 << 20) + i);
    }
    Checkpoints checkpoints = git.checkpoints("s");
    checkpoints.at(new TurnId(1, 1));
    checkpoints.beforeCommand(git.snapshot(), "run x", Danger.USUAL);
    checkpoints.settle();
    List<Problem> told = checkpoints.takeProblems();
    assertEquals(List.of(ProblemCode.UNDO_IN_PART), told.stream().map(Problem::code).toList());
    checkpoints.afterCommand(List.of());
    checkpoints.beforeCommand(git.snapshot(), "run y", Danger.USUAL);
    assertEquals(List.of(), checkpoints.takeProblems());
  }

  /** Else an undo would take what was there before for the work of the command. */
  @Test
  void of_a_command_that_was_cut_off_only_known_files_are_compared() throws IOException {
    write("known", 5);
    write("unkept", 50);
    WorktreeSnapshot before = git.snapshot();
    try (CheckpointStore store = place.open(Steps.UNWATCHED)) {
      String tree =
          new TreeOfSnapshot(store, place, new Bounds(5, Duration.ofDays(1)))
              .of(before)
              .addTo(store);
      write("known", 6);
      write("unkept", 51);
      write("unseen", 7);
      CheckpointFiles now = new TreeOfSnapshot(store, place, Bounds.NONE).of(git.snapshot());
      CheckpointRecord record =
          new CheckpointRecord(
              new CheckpointRecord.Id("s", 1),
              CheckpointRecord.Kind.CHANGE,
              new TurnId(1, 1),
              "run x",
              folder.toString(),
              List.of(),
              List.of(),
              List.of());
      assertEquals(
          Map.of("known", false, "unseen", true),
          changed(store, tree, new CommandMarker(record, tree, CommandMarker.Extent.WHOLE), now));
      assertEquals(
          Map.of("known", false),
          changed(store, tree, new CommandMarker(record, tree, CommandMarker.Extent.PART), now));
    }
  }

  /** Whether each path that differs was absent. */
  private static Map<String, Boolean> changed(
      CheckpointStore store, String tree, CommandMarker marker, CheckpointFiles now)
      throws IOException {
    String comparable = marker.comparable(now, store).addTo(store);
    store.flush();
    return store.differences(tree, comparable).stream()
        .collect(
            Collectors.toMap(TreeDifference::path, each -> each.before().equals(TreeEntry.ABSENT)));
  }
}
