package dev.vibe.cli;

import dev.vibe.file.FileName;
import dev.vibe.text.NameBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reader of the names that a command line holds. Java has lost the bytes of one that is not UTF-8;
 * Linux still tells them. The form in which such a name is shown, {@code caf\xe9}, is taken, too.
 *
 * @param words of the command line, as the system has them
 */
record ArgumentBytes(List<byte[]> words) {

  private static final Path OWN_LINE = Path.of("/proc/self/cmdline");

  /** Those of this process; none where the system does not tell. */
  static ArgumentBytes ofProcess() {
    try {
      return of(Files.readAllBytes(OWN_LINE));
    } catch (IOException e) {
      return new ArgumentBytes(List.of());
    }
  }

  /** A line in which each word ends with a zero. */
  static ArgumentBytes of(byte[] line) {
    List<byte[]> words = new ArrayList<>();
    int from = 0;
    for (int at = 0; at < line.length; at++) {
      if (line[at] == 0) {
        words.add(Arrays.copyOfRange(line, from, at));
        from = at + 1;
      }
    }
    return new ArgumentBytes(words);
  }

  /**
   * The path that a word, or the end of one, is meant to name. Looks at the disk only for what has
   * bytes that are shown.
   *
   * @throws java.nio.file.InvalidPathException when no file can have that name
   */
  Path path(String named) {
    if (NameBytes.isLossy(named)) {
      return FileName.path(exactly(named));
    }
    String unescaped = NameBytes.unescaped(named);
    if (!unescaped.equals(named) && !Files.exists(Path.of(named))) {
      Path shown = FileName.path(unescaped);
      return Files.exists(shown) ? shown : Path.of(named);
    }
    return Path.of(named);
  }

  private String exactly(String named) {
    for (byte[] word : words) {
      String read = new String(word, StandardCharsets.UTF_8);
      if (read.endsWith(named)) {
        // Before it stands the name of an option, if anything.
        String option = read.substring(0, read.length() - named.length());
        String exact = NameBytes.decoded(word);
        return exact.startsWith(option) ? exact.substring(option.length()) : named;
      }
    }
    return named;
  }
}
