package dev.vibe.git.config;

import dev.vibe.file.BoundedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reader of files of rules and settings. What is no regular file reads as none: a pipe would block.
 */
final class ConfigText {

  /** Far above what people write; a larger file would not fit into the memory of a start. */
  static final int MOST_BYTES = 4 << 20;

  private static final byte[] NOTHING = new byte[0];

  private ConfigText() {}

  /**
   * All of it; nothing when there is no such file.
   *
   * @throws IOException when it cannot be read or is too large
   */
  static byte[] read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return NOTHING;
    }
    try {
      return BoundedFile.bytes(file, MOST_BYTES);
    } catch (NoSuchFileException e) {
      return NOTHING;
    }
  }
}
