package dev.vibe.workspace.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.problem.VibeException;
import dev.vibe.workspace.WorkspacePath;
import dev.vibe.workspace.content.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writing while another thread replaces a folder with a link that leads out of the workspace, and
 * puts it back, over and over: nothing outside is made, changed or deleted.
 */
class SwappedFolderTest {

  private static final int WRITES = 2_000;
  private static final long LONGEST_NANOS = 8_000_000_000L;
  private static final int LONGEST_AWAY = 1_000_000;
  private static final int MOST_TRIES = 100;
  private static final int LONGEST_HERE = 3_000_000;

  @TempDir Path temporary;
  private Path root;
  private Path folder;
  private Path outside;
  private Path journal;
  private final AtomicBoolean done = new AtomicBoolean();
  private Thread swapper;

  /** Of the swapping thread. */
  private int made;

  @BeforeEach
  void swap() throws IOException {
    Path real = Files.createTempDirectory(inMemory(), "swap");
    root = Files.createDirectory(real.resolve("work"));
    folder = Files.createDirectories(root.resolve("in/d"));
    outside = Files.createDirectories(real.resolve("outside"));
    Files.createDirectories(outside.resolve("sub"));
    Files.createDirectories(folder.resolve("sub"));
    Files.createDirectory(outside.resolve("empty"));
    for (Path each : List.of(folder, outside)) {
      Files.writeString(each.resolve("old.txt"), "old\n");
      Files.writeString(each.resolve("sub/old.txt"), "old\n");
    }
    journal = real.resolve("state/journal");
    swapper = Thread.ofPlatform().unstarted(this::swapOverAndOver);
  }

  /** Flushes cost nothing there, and so more of the writes meet a swap. */
  private Path inMemory() throws IOException {
    Path memory = Path.of("/dev/shm");
    return Files.isWritable(memory) ? memory : temporary.toRealPath();
  }

  @AfterEach
  void stop() throws InterruptedException, IOException {
    done.set(true);
    swapper.join();
    try (Stream<Path> all = Files.walk(root.getParent())) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  private void swapOverAndOver() {
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    Path away = root.resolve("away");
    try {
      while (!done.get()) {
        Files.move(folder, away);
        replace(() -> Files.createSymbolicLink(folder, outside));
        spin(random.nextInt(LONGEST_AWAY));
        Files.delete(folder);
        replace(() -> Files.move(away, folder));
        spin(random.nextInt(LONGEST_HERE));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @FunctionalInterface
  private interface Step {
    void take() throws IOException;
  }

  /** While the name is free, a write may make a folder of it, and take it away again. */
  private void replace(Step step) throws IOException {
    for (int i = 0; i < MOST_TRIES; i++) {
      try {
        step.take();
        return;
      } catch (FileSystemException e) {
        moveAway();
      }
    }
    throw new IOException("the name is never free");
  }

  private void moveAway() throws IOException {
    try {
      Files.move(folder, root.resolve("made-" + made++));
    } catch (NoSuchFileException e) {
      // the name is free again
    }
  }

  private static void spin(int nanos) {
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  private WorkspacePath in(String name) {
    return WorkspacePath.below(root, "in/d/" + name);
  }

  private static Content text(String text) {
    return new Content.Present(text.getBytes(StandardCharsets.UTF_8));
  }

  private void change(String name, Content before, Content after) {
    ChangeSet.write(List.of(FileChange.between(in(name), before, after)), journal);
  }

  private static Map<String, String> files(Path top) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(top)) {
      for (Path file : all.toList()) {
        boolean isFile = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
        files.put(top.relativize(file).toString(), isFile ? Files.readString(file) : "-");
      }
    }
    return files;
  }

  private static Content now(WorkspacePath path) throws IOException {
    try {
      return new Content.Present(Files.readAllBytes(path.absolute()));
    } catch (NoSuchFileException e) {
      return new Content.Absent();
    }
  }

  /** What edits and an undo do, one after the other. */
  private void write(int number) throws IOException {
    switch (number % 6) {
      case 0 -> change("new" + number + ".txt", new Content.Absent(), text("new\n"));
      case 1 -> change("made" + number + "/new.txt", new Content.Absent(), text("new\n"));
      case 2 -> change("sub/old.txt", now(in("sub/old.txt")), text(number + "\n"));
      case 3 -> {
        Content old = now(in("old.txt"));
        change(
            "old.txt", old, old instanceof Content.Absent ? text("old\n") : new Content.Absent());
      }
      case 4 -> LinkSwap.link(in("links/link"), "somewhere");
      default -> {
        LinkSwap.file(in("links/link"), new Content.Present(new byte[1]));
        LinkSwap.delete(in("links/link"));
        EmptyFolders.removeAll(in("links"));
      }
    }
  }

  @Test
  void nothing_outside_is_made_or_changed_or_deleted() throws IOException {
    Map<String, String> before = files(outside);
    swapper.start();
    long end = System.nanoTime() + LONGEST_NANOS;
    int succeeded = 0;
    int failed = 0;
    for (int i = 0; i < WRITES && System.nanoTime() < end; i++) {
      try {
        write(i);
        succeeded++;
      } catch (VibeException | IOException e) {
        failed++;
      }
      assertEquals(before, files(outside), "after write " + i);
    }
    assertTrue(succeeded > 0 && failed > 0, succeeded + " succeeded, " + failed + " failed");
    assertTrue(swapper.isAlive());
  }

  @Test
  void links_and_empty_folders_behind_a_link_are_left_alone() throws IOException {
    Files.move(folder, root.resolve("away"));
    Files.createSymbolicLink(folder, outside);
    Map<String, String> before = files(outside);

    assertThrows(IOException.class, () -> LinkSwap.link(in("link"), "x"));
    assertThrows(IOException.class, () -> LinkSwap.delete(in("old.txt")));
    assertThrows(IOException.class, () -> EmptyFolders.remove(in("empty")));
    assertThrows(IOException.class, () -> EmptyFolders.removeAll(in("empty")));

    assertEquals(before, files(outside));
  }
}
