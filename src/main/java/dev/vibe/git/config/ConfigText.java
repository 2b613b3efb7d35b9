package dev.vibe.git.config;

import dev.vibe.file.BoundedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Search of configuration files for a word, because parsing them takes JGit and that takes longer
 * than the whole rest of a start. A file that includes others may hold any word.
 */
public final class ConfigText {

  /** Far above what people write; a larger file would not fit into the memory of a start. */
  static final int MOST_BYTES = 4 << 20;

  private ConfigText() {}

  /**
   * Whether the word, in lower case, or an include is in one of the files; those that do not exist
   * hold nothing, and one that cannot be read may hold it.
   */
  static boolean mayHold(String word, List<Path> files) {
    return files.stream().anyMatch(file -> mayHold(word, file));
  }

  /** Its text, with a character for each byte. */
  public static String read(Path file) throws IOException {
    return new String(BoundedFile.bytes(file, MOST_BYTES), StandardCharsets.ISO_8859_1);
  }

  private static boolean mayHold(String word, Path file) {
    if (!file.toFile().exists()) {
      return false;
    }
    try {
      String text = read(file).toLowerCase(Locale.ROOT);
      return text.contains(word) || text.contains("include");
    } catch (IOException e) {
      return true;
    }
  }
}
