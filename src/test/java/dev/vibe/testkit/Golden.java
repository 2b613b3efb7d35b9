package dev.vibe.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Texts that are kept in files, so that a change of them shows in review. */
public final class Golden {

  private Golden() {}

  /**
   * Compares with a file of the repository. With {@code -Dgolden.update=true} the file is written
   * instead, which {@code CI=true} forbids.
   *
   * @param file relative to the root of the repository
   */
  public static void assertMatches(String file, String actual) {
    Path path = Path.of(file);
    try {
      if (Boolean.getBoolean("golden.update")) {
        assertNotEquals("true", System.getenv("CI"), "golden files are not written in CI");
        Files.createDirectories(path.toAbsolutePath().getParent());
        Files.writeString(path, actual);
      }
      String expected = Files.exists(path) ? Files.readString(path) : "";
      assertEquals(expected, actual, () -> file + " differs; -Dgolden.update=true rewrites it");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
