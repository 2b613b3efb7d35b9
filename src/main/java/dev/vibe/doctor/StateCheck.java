package dev.vibe.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Check of whether sessions and logs can be kept. */
public record StateCheck(Path folder) implements Check {

  private static final long LITTLE = 100L * 1024 * 1024;

  @Override
  public List<Finding> look() {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, "doctor-", ".tmp"));
      long free = Files.getFileStore(folder).getUsableSpace();
      String text = folder + " can be written to, " + free / (1024 * 1024) + " MB free";
      return List.of(
          free < LITTLE
              ? Finding.warning("state", text, "make room there")
              : Finding.good("state", text));
    } catch (IOException e) {
      return List.of(
          Finding.failed(
              "state",
              folder + " cannot be written to: " + e.getClass().getSimpleName(),
              "give it to yourself, or set VIBE_HOME to a folder of yours"));
    }
  }
}
