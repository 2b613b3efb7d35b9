package dev.vibe.workspace.change;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;

/** Name of a file that waits beside its target until it takes its place. */
final class DraftName {

  private static final Pattern SHAPE = Pattern.compile("\\.vibe-[0-9a-f]{8}\\.tmp");

  private DraftName() {}

  /** The same for the same seed. */
  static Path beside(Path target, String seed) {
    String digest = SeenVersions.digest(seed.getBytes(StandardCharsets.UTF_8)).substring(0, 8);
    return target.resolveSibling(".vibe-" + digest + ".tmp");
  }

  /** Whether a file is one of ours by its name. */
  static boolean isOurs(Path file) {
    return SHAPE.matcher(String.valueOf(file.getFileName())).matches();
  }

  /** The folder of a file, which has one. */
  static Path parent(Path file) {
    return Objects.requireNonNull(file.getParent());
  }
}
