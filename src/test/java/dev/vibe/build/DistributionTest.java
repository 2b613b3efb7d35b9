package dev.vibe.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is complete already is only published, so nothing is trained here. */
@Timeout(60)
class DistributionTest {

  private static final String STARTED = "2026-11-02T03:04:05Z";

  @TempDir Path scratch;

  private static void lay(Layout layout, Path dist) throws Exception {
    Distribution.main(
        new String[] {
          layout.jar().toString(),
          layout.dependencies().toString(),
          layout.launcher().toString(),
          dist.toString(),
          STARTED
        });
  }

  private static Path home(Path dist, String name) throws IOException {
    return Products.complete(dist.resolve(name));
  }

  @Test
  void current_names_the_layout_and_is_as_old_as_the_beginning_of_the_build() throws Exception {
    Layout layout = Products.layout(scratch, "exit 3\n");
    Path dist = scratch.resolve("dist");
    Path home = home(dist, layout.digest());
    lay(layout, dist);
    assertEquals(layout.digest() + "\n", Files.readString(dist.resolve("current")));
    assertEquals(
        Instant.parse(STARTED), Files.getLastModifiedTime(dist.resolve("current")).toInstant());
    assertTrue(Layout.isComplete(home));
  }

  @Test
  void others_are_removed_but_the_previous_one_and_one_that_runs() throws Exception {
    Layout layout = Products.layout(scratch, "exit 3\n");
    Path dist = scratch.resolve("dist");
    home(dist, layout.digest());
    Path previous = home(dist, "previous");
    Path older = home(dist, "older");
    Path running = home(dist, "running");
    Files.writeString(dist.resolve("current"), "previous\n");
    Process process = Products.running(running);
    try {
      lay(layout, dist);
    } finally {
      process.getOutputStream().close();
      process.waitFor();
    }
    assertTrue(Layout.isComplete(previous));
    assertTrue(Layout.isComplete(running));
    assertFalse(Files.exists(older));

    lay(layout, dist);
    assertFalse(Files.exists(previous), "the one before is the same now");
    assertFalse(Files.exists(running));
    assertTrue(Layout.isComplete(dist.resolve(layout.digest())));
  }
}
