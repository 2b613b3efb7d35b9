package dev.vibe.workspace.change;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;

/** Name of a file or folder that waits until it takes its place. */
final class DraftName {

  private static final Pattern SHAPE = Pattern.compile("\\.vibe-[0-9a-f]{8}\\.tmp");

  private DraftName() {}

  /** Another one at each call, which nobody can tell before. */
  static Path beside(Path target, String seed) {
    byte[] once =
        (seed + "\n" + target + "\n" + System.nanoTime()).getBytes(StandardCharsets.UTF_8);
    return target.resolveSibling(".vibe-" + SeenVersions.digest(once).substring(0, 8) + ".tmp");
  }

  /** Whether a file is one of ours by its name. */
  static boolean isOurs(Path file) {
    return SHAPE.matcher(String.valueOf(file.getFileName())).matches();
  }

  /** The folder of a file, which has one. */
  static Path parent(Path file) {
    return Objects.requireNonNull(file.getParent());
  }

  /** The last name of a file, which has one. */
  static Path name(Path file) {
    return Objects.requireNonNull(file.getFileName());
  }
}
