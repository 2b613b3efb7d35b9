package dev.vibe.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares with files under {@code src/test/resources/golden}. {@code -Dgolden.update=true}
 * rewrites them, but never where the environment says CI.
 */
public final class Golden {

  private static final Path ROOT = Path.of("src", "test", "resources", "golden");

  private Golden() {}

  public static void check(Path relative, String actual) {
    Path file = ROOT.resolve(relative);
    try {
      if (Boolean.getBoolean("golden.update")) {
        if (System.getenv("CI") != null) {
          throw new AssertionError("golden files are not rewritten in CI");
        }
        Files.createDirectories(file.getParent());
        Files.writeString(file, actual);
      }
      assertEquals(Files.readString(file), actual, () -> "differs from " + file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
