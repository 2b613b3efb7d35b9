package dev.vibe.config;

import java.nio.file.Path;

/** Folder that a run works in, as far as its own configuration goes. */
public sealed interface Project {

  /** There is no folder to look at. */
  record None() implements Project {}

  /** Its {@code .vibe/config.toml} counts. */
  record Trusted(Path folder) implements Project {}

  /** Its {@code .vibe/config.toml} is not read; that there is one gives a notice. */
  record Untrusted(Path folder) implements Project {}
}
