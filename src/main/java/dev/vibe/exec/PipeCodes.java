package dev.vibe.exec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Codes with which the parts of a pipe ended. A shell tells that of the last part alone, so that
 * {@code mvn test | tail} looks well when the tests are red; bash is asked to write down the others
 * as it ends. What it runs stays as it is: with {@code pipefail}, {@code seq 1 100000 | head -1}
 * would fail.
 */
final class PipeCodes {

  /** In bytes. */
  private static final int LONGEST = 10_000;

  private PipeCodes() {}

  /** The command for bash, which writes down the codes of its last pipe if it may have one. */
  static String noting(String command, Path file) {
    return command.indexOf('|') >= 0
        ? "trap '{ echo \"${PIPESTATUS[@]}\" >\""
            + quoted(file)
            + "\"; } 2>/dev/null' EXIT; "
            + command
        : command;
  }

  /** For double quotes inside of single ones. */
  private static String quoted(Path file) {
    return file.toString().replaceAll("([\"$`\\\\])", "\\\\$1").replace("'", "'\\''");
  }

  /** Takes what was written down; nothing when that was nothing, or cannot be read. */
  static List<Integer> take(Path file) {
    List<Integer> codes = new ArrayList<>();
    try {
      // Written by the command, which may put anything there.
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) < LONGEST) {
        for (String code : Files.readString(file).strip().split(" ", -1)) {
          codes.add(Integer.parseInt(code));
        }
        Files.deleteIfExists(file);
      }
    } catch (IOException | NumberFormatException e) {
      return List.of();
    }
    return codes.size() > 1 ? codes : List.of(); // one command is no pipe
  }
}
