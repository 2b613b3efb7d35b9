package dev.vibe.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Folder for one benchmark. */
record Folder(Path path) {

  static final Folder NONE = new Folder(Path.of(""));

  /** On a file system without a disk behind it, where there is one. */
  static Folder inMemory() throws IOException {
    Path shared = Path.of("/dev/shm");
    return Files.isWritable(shared)
        ? new Folder(Files.createTempDirectory(shared, "vibe-bench").toRealPath())
        : onDisk();
  }

  /** Where a flush costs what it costs a user, as far as the system tells. */
  static Folder onDisk() throws IOException {
    Path lasting = Path.of("/var/tmp");
    return new Folder(
        (Files.isWritable(lasting)
                ? Files.createTempDirectory(lasting, "vibe-bench")
                : Files.createTempDirectory("vibe-bench"))
            .toRealPath());
  }

  void delete() throws IOException {
    try (var all = Files.walk(path)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
