package dev.vibe.git.undo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.git.GitRepository;
import dev.vibe.git.Sandbox;
import dev.vibe.git.checkpoint.Steps;
import dev.vibe.git.undo.Undo.Scope;
import dev.vibe.testkit.Gen;
import dev.vibe.workspace.change.ChangeSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Being killed, and a disk that fails, at each thing that a checkpoint or an undo writes. */
class UndoFaultsTest {

  private static final Scope RUN = new Scope.LastRun();

  @TempDir Path temporary;

  /** Stands for the end of the process: nothing catches it, nothing is tidied up. */
  private static final class Death extends Error {
    private static final long serialVersionUID = 1L;
  }

  private enum Fault {
    DIES,
    FAILS
  }

  /** Strikes at one step. */
  private static final class At implements Steps {
    private final Fault fault;
    private int left;

    At(Fault fault, int step) {
      this.fault = fault;
      this.left = step;
    }

    boolean struck() {
      return left <= 0;
    }

    @Override
    public void before(String step) {
      if (--left == 0) {
        if (fault == Fault.DIES) {
          throw new Death();
        }
        throw new UncheckedIOException(new IOException("No space left on device"));
      }
    }
  }

  private Sandbox fresh(String name) {
    Sandbox box;
    try {
      box = new Sandbox(Files.createDirectories(temporary.resolve(name))).init();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    box.write("a.txt", "one\n");
    box.write("b.txt", "two\n");
    box.commitAll("start");
    box.write("loose.txt", "l\n");
    return box;
  }

  private static void work(UndoScene scene) {
    scene.edit("a.txt", "1\n", "new/c.txt", "c\n");
    scene.next();
    scene.command(
        () -> {
          scene.box.write("b.txt", "2\n");
          if (Files.exists(scene.box.folder().resolve("loose.txt"))) {
            scene.box.delete("loose.txt");
          }
        });
  }

  private static boolean isOldOrNew(Map<String, String> files) {
    return Set.of("- one\n", "- 1\n").contains(files.get("a.txt"))
        && Set.of("- two\n", "- 2\n").contains(files.get("b.txt"))
        && Set.of("- c\n", "").contains(files.getOrDefault("new/c.txt", ""))
        && Set.of("- l\n", "").contains(files.getOrDefault("loose.txt", ""));
  }

  @Test
  void killed_while_recording_loses_nothing_and_leaves_a_sound_repository() {
    boolean struck = true;
    int step = 1;
    for (; struck; step++) {
      Sandbox box = fresh("record" + step);
      At at = new At(Fault.DIES, step);
      try (UndoScene scene = new UndoScene(box, "s1", at)) {
        work(scene);
      } catch (Death death) {
        assertTrue(at.struck());
      }
      struck = at.struck();
      box.assertSound();
      try (UndoScene later = new UndoScene(box, "s2")) {
        assertTrue(isOldOrNew(later.files()), later.files().toString());
        later.edit("a.txt", "later\n");
        later.undo(RUN);
        assertTrue(isOldOrNew(later.files()), later.files().toString());
      }
    }
    assertTrue(step > 12, "only " + step + " steps");
  }

  @Test
  void a_checkpoint_that_fails_is_told_and_work_goes_on() {
    boolean struck = true;
    for (int step = 1; struck; step++) {
      Sandbox box = fresh("fail" + step);
      At at = new At(Fault.FAILS, step);
      try (UndoScene scene = new UndoScene(box, "s1", at)) {
        work(scene);
        struck = at.struck();
        assertEquals("- 1\n", scene.files().get("a.txt"));
        assertEquals("- 2\n", scene.files().get("b.txt"));
        assertEquals(struck ? 1 : 0, scene.checkpoints.takeProblems().size());
      }
      box.assertSound();
    }
  }

  @Test
  void killed_while_undoing_it_can_be_undone_again() {
    boolean struck = true;
    int step = 1;
    for (; struck; step++) {
      Sandbox box = fresh("undo" + step);
      At at = new At(Fault.DIES, step);
      try (UndoScene scene = new UndoScene(box, "s1")) {
        Map<String, String> before = scene.files();
        work(scene);
        Sandbox.committed(scene.git.commit(scene.changes, Sandbox.request("Change")));
        try (Undo undo = ((GitRepository) scene.git).undo(at)) {
          undo.carryOut(undo.plan("s1", RUN, List.of()), Set.of(), scene.journal());
        } catch (Death death) {
          assertTrue(at.struck());
        }
        struck = at.struck();
        ChangeSet.recover(scene.journal());
        assertTrue(isOldOrNew(scene.files()), scene.files().toString());
        box.assertSound();
        if (struck) {
          scene.undo(RUN);
        }
        assertEquals(before, scene.files());
        assertEquals("start\n", box.git("log", "--format=%s"));
        box.assertSound();
      }
    }
    assertTrue(step > 5, "only " + step + " steps");
  }

  @Test
  void undo_of_random_changes_of_a_random_tree_is_identity() {
    Gen.forAll(
        "undo is identity",
        25,
        random -> {
          Sandbox box = fresh("random" + random.nextLong());
          for (int i = 0; i < random.nextInt(8); i++) {
            write(box, path(random), bytes(random));
          }
          if (random.nextBoolean()) {
            box.commitAll("more");
          }
          try (UndoScene scene = new UndoScene(box, "s1")) {
            Map<String, String> before = scene.files();
            for (int turn = 0; turn < 1 + random.nextInt(4); turn++) {
              if (random.nextBoolean()) {
                edits(random, scene);
              } else {
                scene.command(() -> mess(random, box));
              }
              scene.next();
            }
            Map<String, String> after = scene.files();
            if (!before.equals(after)) {
              Undo.Outcome outcome = scene.undo(RUN);
              assertEquals(List.of(), outcome.left());
              assertEquals(before, scene.files());
              scene.undo(new Scope.Redo());
              assertEquals(after, scene.files());
            }
          }
          box.assertSound();
        });
  }

  private static String path(RandomGenerator random) {
    String[] folders = {"", "", "sub/", "sub/deep/", "ümlaut/", "with blank/"};
    return folders[random.nextInt(folders.length)] + "f" + random.nextInt(6) + ".txt";
  }

  private static byte[] bytes(RandomGenerator random) {
    byte[] bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    if (random.nextBoolean()) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) "ab\r\n".charAt(bytes[i] & 3);
      }
    }
    return bytes;
  }

  private static void write(Sandbox box, String path, byte[] bytes) {
    box.write(path, bytes);
  }

  private static void edits(RandomGenerator random, UndoScene scene) {
    Map<String, String> batch = new HashMap<>();
    for (int i = 0; i < 1 + random.nextInt(3); i++) {
      batch.put(path(random), random.nextInt(1000) + "\nline\n");
    }
    List<String> words = new ArrayList<>();
    batch.forEach(
        (path, text) -> {
          words.add(path);
          words.add(text);
        });
    scene.edit(words.toArray(String[]::new));
  }

  private static void mess(RandomGenerator random, Sandbox box) {
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      Path file = box.folder().resolve(path(random));
      switch (random.nextInt(4)) {
        case 0 -> delete(file);
        case 1 -> box.write(box.folder().relativize(file).toString(), bytes(random));
        case 2 -> {
          if (Files.exists(file)) {
            box.executable(box.folder().relativize(file).toString());
          }
        }
        default -> deleteAll(box.folder().resolve("sub"));
      }
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deleteAll(Path folder) {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        all.sorted(Comparator.reverseOrder()).forEach(UndoFaultsTest::delete);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
