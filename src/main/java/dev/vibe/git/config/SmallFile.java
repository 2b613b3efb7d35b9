package dev.vibe.git.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files of rules and settings, which may turn out to be anything. */
final class SmallFile {

  /** Far above what people write; a larger one would not fit into the memory of a start. */
  static final int MOST_BYTES = 4 << 20;

  private SmallFile() {}

  /**
   * All of it.
   *
   * @throws IOException also when it is larger than {@link #MOST_BYTES}
   */
  static byte[] read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw tooLarge(file);
      }
      return bytes;
    }
  }

  /** For a library that reads it by itself; a file that is not there is no matter. */
  static void check(Path file) throws IOException {
    if (file.toFile().length() > MOST_BYTES) {
      throw tooLarge(file);
    }
  }

  private static IOException tooLarge(Path file) {
    return new IOException(file + " is larger than " + (MOST_BYTES >> 20) + " MB");
  }
}
