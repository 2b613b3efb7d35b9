package dev.vibe.git.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.git.Sandbox;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.file.FileKind;
import dev.vibe.git.store.TreeEntry;
import dev.vibe.testkit.Gen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trees that checkpoints are made of, and the objects behind them, judged by Git itself. */
class CheckpointFilesTest {

  @TempDir Path temporary;
  private Sandbox box;
  private CheckpointStore store;

  @BeforeEach
  void open() throws IOException {
    box = new Sandbox(temporary).init();
    GitFolders folders = ((GitFolders.Search.Found) GitFolders.find(box.folder())).folders();
    store = CheckpointStore.in(folders, box.settings(), Steps.UNWATCHED);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private TreeEntry file(String text) throws IOException {
    return store.add(FileKind.REGULAR, text.getBytes(StandardCharsets.UTF_8));
  }

  private String listed(CheckpointFiles files) throws IOException {
    String tree = files.addTo(store);
    store.flush();
    return box.git("ls-tree", "-r", "--full-tree", "--format=%(path) %(objectname)", tree);
  }

  private static String lines(Map<String, TreeEntry> files) {
    return new TreeMap<>(files)
        .entrySet().stream()
            .map(file -> file.getKey() + " " + file.getValue().id() + "\n")
            .collect(Collectors.joining());
  }

  @Test
  void whoever_writes_the_same_object_meanwhile_disturbs_nobody() throws Exception {
    GitFolders folders = ((GitFolders.Search.Found) GitFolders.find(box.folder())).folders();
    AtomicInteger written = new AtomicInteger();
    AtomicBoolean isFlushed = new AtomicBoolean();
    Steps meanwhile =
        step -> {
          if (written.incrementAndGet() == 2) {
            joined(
                () -> {
                  file("same");
                  store.flush();
                  isFlushed.set(true);
                });
          }
        };
    try (CheckpointStore other = CheckpointStore.in(folders, box.settings(), meanwhile)) {
      String id = other.add(FileKind.REGULAR, "same".getBytes(StandardCharsets.UTF_8)).id();
      other.add(FileKind.REGULAR, "more".getBytes(StandardCharsets.UTF_8));
      other.flush();

      assertTrue(isFlushed.get());
      assertEquals("same", box.git("cat-file", "blob", id));
    }
  }

  /** Work on objects. */
  private interface Writing {
    void go() throws IOException;
  }

  private static void joined(Writing writing) {
    Thread other =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    writing.go();
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                });
    try {
      other.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void any_order_of_changes_makes_the_tree_that_git_makes() {
    Gen.forAll("trees", 12, this::random);
    box.git("fsck", "--strict");
  }

  private void random(RandomGenerator random) {
    try {
      Map<String, TreeEntry> model = new HashMap<>();
      CheckpointFiles files = CheckpointFiles.none();
      for (int step = 0; step < 4; step++) {
        Map<String, TreeEntry> changes = new HashMap<>();
        for (int i = 0; i < 8; i++) {
          String path = "abc".charAt(random.nextInt(3)) + (random.nextBoolean() ? "/x." : "-");
          path += random.nextInt(3);
          boolean goes = random.nextInt(3) == 0;
          changes.put(path, goes ? TreeEntry.ABSENT : file("v" + random.nextInt(9)));
        }
        model.putAll(changes);
        model.values().removeIf(TreeEntry.ABSENT::equals);
        files = random.nextBoolean() ? files.exceptFor(changes) : files.exactly(model);
        assertEquals(lines(model), listed(files));
      }
      assertSame(files, files.exactly(model));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_file_gives_way_to_a_folder_of_its_name_and_back() throws IOException {
    TreeEntry one = file("one\n");
    CheckpointFiles plain = CheckpointFiles.none().exactly(Map.of("a", one));
    CheckpointFiles below = plain.exceptFor(Map.of("a", TreeEntry.ABSENT, "a/b", one));
    assertEquals("a/b " + one.id() + "\n", listed(below));
    assertEquals(
        "a " + one.id() + "\n", listed(below.exceptFor(Map.of("a/b", TreeEntry.ABSENT, "a", one))));
  }

  @Test
  void a_name_that_git_would_not_take_is_left_out() throws IOException {
    TreeEntry one = file("one\n");
    assertEquals(
        "a " + one.id() + "\n",
        listed(CheckpointFiles.none().exactly(Map.of("a", one, "b/.git/config", one))));
  }

  @Test
  void many_objects_at_once_become_one_pack() throws IOException {
    Map<String, TreeEntry> files = new HashMap<>();
    for (int i = 0; i < ObjectBatch.MOST_FILES + 10; i++) {
      files.put("f" + i, file("content " + i + "\n"));
    }
    assertEquals(lines(files), listed(CheckpointFiles.none().exactly(files)));
    String counts = box.git("count-objects", "-v");
    assertTrue(counts.contains("count: 0\n") && counts.contains("packs: 1\n"), counts);
    box.git("fsck", "--strict");
  }

  @Test
  void what_the_repository_holds_already_is_not_added_again() throws IOException {
    box.write("a.txt", "one\n");
    box.commitAll("start");
    box.git("gc", "-q");
    assertEquals(
        "a.txt " + file("one\n").id() + "\n",
        listed(CheckpointFiles.none().exactly(Map.of("a.txt", file("one\n")))));
    assertTrue(box.git("count-objects").startsWith("0 objects"), box.git("count-objects"));
  }
}
