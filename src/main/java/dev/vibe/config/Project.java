package dev.vibe.config;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** Folder that a run works in, as far as its own configuration goes. */
public sealed interface Project {

  /**
   * The top of the repository that a folder is in, or the folder itself: what an answer that holds
   * for good holds for. Blocks on disk.
   */
  static Path top(Path folder) {
    for (Path at = folder; at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
        return at;
      }
    }
    return folder;
  }

  /** As {@link #top(Path)}; empty when there is no folder. */
  default Optional<Path> top() {
    return switch (this) {
      case None() -> Optional.empty();
      case Trusted(Path folder) -> Optional.of(top(folder));
      case Untrusted(Path folder) -> Optional.of(top(folder));
    };
  }

  /** There is no folder to look at. */
  record None() implements Project {}

  /** Its {@code .vibe/config.toml} counts. */
  record Trusted(Path folder) implements Project {}

  /** Its {@code .vibe/config.toml} is not read; that there is one gives a notice. */
  record Untrusted(Path folder) implements Project {}
}
