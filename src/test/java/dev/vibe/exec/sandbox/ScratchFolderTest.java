package dev.vibe.exec.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchFolderTest {

  /** Program that holds a lock until its input ends. */
  static final class Holder {

    private Holder() {}

    public static void main(String[] files) throws IOException {
      try (FileChannel channel = FileChannel.open(Path.of(files[0]), StandardOpenOption.WRITE)) {
        channel.lock();
        System.out.println("held");
        System.in.read();
      }
    }
  }

  @TempDir private Path temp;

  private Path left(String name) throws IOException {
    Path folder = Files.createDirectories(temp.resolve(name));
    Files.createDirectories(folder.resolve("tmp/deep"));
    Files.writeString(folder.resolve("tmp/deep/file"), "x");
    Files.createFile(folder.resolve("lock"));
    return old(folder);
  }

  private static Path old(Path folder) throws IOException {
    return Files.setLastModifiedTime(folder, FileTime.fromMillis(1_000_000));
  }

  @Test
  void what_a_dead_process_left_goes_with_the_next_start() throws IOException {
    Path dead = left("vibe-sandbox-1-abc");
    Path other = left("vibe-sandbox-of-mine");

    ScratchFolder made = ScratchFolder.in(temp);

    assertTrue(Files.notExists(dead));
    assertTrue(Files.exists(other));
    assertTrue(Files.isDirectory(made.temp()));
    made.close();
    try (Stream<Path> all = Files.list(temp)) {
      assertEquals(List.of(other), all.toList());
    }
  }

  @Test
  void what_is_of_use_stays() throws IOException {
    ScratchFolder first = ScratchFolder.in(temp);
    old(first.temp().resolveSibling(".").normalize());
    Path young = left("vibe-sandbox-2-abc");
    Files.setLastModifiedTime(young, FileTime.fromMillis(System.currentTimeMillis()));
    Path linked = temp.resolve("vibe-sandbox-3-abc");
    Path target = left("target");
    Files.createSymbolicLink(linked, target);
    Path held = left("vibe-sandbox-4-abc");
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                Path.of(Holder.class.getProtectionDomain().getCodeSource().getLocation().getPath())
                    .toString(),
                Holder.class.getName(),
                held.resolve("lock").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (first) {
      assertEquals("held", holder.inputReader().readLine());

      ScratchFolder.in(temp).close();

      assertTrue(Files.exists(young));
      assertTrue(Files.exists(target.resolve("tmp/deep/file")));
      assertTrue(Files.exists(held));
      assertTrue(Files.exists(first.temp()), "of this process");
    } finally {
      holder.destroyForcibly();
    }
  }
}
