package dev.vibe.git.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaleFilesTest {

  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  @TempDir Path repository;

  private Path file(String name, Instant at) throws IOException {
    Path file = repository.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "x");
    Files.setLastModifiedTime(file, FileTime.from(at));
    return file;
  }

  @Test
  void only_what_is_old_and_ours_goes() throws IOException {
    Instant old = NOON.minusSeconds(1);
    List<Path> ours =
        List.of(
            file("objects/noz12.tmp", old),
            file("objects/tmp_obj_" + "0123456789".repeat(4) + "-12", old),
            file("objects/tmp_obj_" + "0123456789".repeat(4) + "-12-7", old),
            file("refs/vibe/20260131-120000-abcd/3.lock", old));
    List<Path> others =
        List.of(
            file("index.lock", old),
            file("refs/heads/main.lock", old),
            file("objects/tmp_obj_x", old),
            file("refs/vibe/20260131-120000-abcd/2", old),
            file("objects/noz13.tmp", NOON),
            file("refs/vibe/20260131-120000-abcd/4.lock", NOON));

    StaleFiles.sweep(repository, NOON);

    ours.forEach(file -> assertFalse(Files.exists(file), file.toString()));
    others.forEach(file -> assertTrue(Files.exists(file), file.toString()));
  }

  @Test
  void a_number_that_was_left_locked_counts_as_taken() throws IOException {
    file("refs/vibe/s/3.lock", NOON);
    file("refs/vibe/s/2", NOON);

    assertEquals(List.of("3"), StaleFiles.locked(repository.resolve("refs/vibe/s")).toList());
    assertEquals(List.of(), StaleFiles.locked(repository.resolve("nothing")).toList());
  }
}
