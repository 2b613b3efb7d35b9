package dev.vibe.git.undo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.git.Sandbox;
import dev.vibe.git.checkpoint.CommandMarker;
import dev.vibe.git.undo.Undo.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands in a repository so large that their record is written beside them. */
class LateRecordTest {

  private static final int FILES = 1_001;
  private static final Scope RUN = new Scope.LastRun();

  private final CountDownLatch disk = new CountDownLatch(1);
  private Sandbox box;
  private UndoScene scene;

  @BeforeEach
  void make(@TempDir Path temporary) {
    box = new Sandbox(temporary).init();
    for (int i = 0; i < FILES; i++) {
      box.write("many/" + i, "");
    }
    box.write("a.txt", "one\n");
    box.commitAll("start");
    box.write("a.txt", "the user's\n");
    box.write("staged.txt", "the user's, too\n");
    box.git("add", "staged.txt");
    scene = new UndoScene(box, "s", step -> await());
  }

  @AfterEach
  void close() {
    disk.countDown();
    scene.close();
  }

  /** Nothing of a record is written before. */
  private void await() {
    try {
      disk.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_command_does_not_wait_and_what_was_before_it_comes_back() throws IOException {
    String start = box.git("rev-parse", "HEAD");
    String status = box.git("status", "--porcelain");
    scene.begin("echo");
    scene.record();
    scene.begin("commit all"); // its record comes after that of the command before
    assertFalse(CommandMarker.of(box.settings(), "s").isPresent(), "it would have waited for it");
    box.write("a.txt", "the command's\n");
    box.write("new.txt", "made\n");
    box.git("rm", "-q", "many/7");
    box.git("add", "--all");
    box.git("commit", "--quiet", "--message", "everything");
    scene.record();
    disk.countDown();
    scene.checkpoints.settle();
    assertEquals("", box.git("status", "--porcelain"));

    assertEquals(List.of(), scene.undo(RUN).left());

    assertEquals(start, box.git("rev-parse", "HEAD"));
    assertEquals("the user's\n", box.read("a.txt"));
    assertEquals(status, box.git("status", "--porcelain"));
    box.assertSound();
  }

  @Test
  void what_is_dangerous_is_recorded_before_it_runs() throws IOException {
    disk.countDown();
    scene.destructive(
        () -> {
          try {
            assertTrue(CommandMarker.of(box.settings(), "s").isPresent());
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
          box.git("reset", "--quiet", "--hard");
        });
    scene.undo(RUN);
    assertEquals("the user's\n", box.read("a.txt"));
    assertEquals("the user's, too\n", box.read("staged.txt"));
  }
}
