package dev.vibe.exec.sandbox;

import java.nio.file.Path;

/** Part of what a command sees of the files of this machine: how a place and all below it looks. */
sealed interface Mount {

  Path at();

  /** As it is, and to be written. */
  record Writable(Path at) implements Mount {}

  /** As it is, but not to be written. */
  record ReadOnly(Path at) implements Mount {}

  /** An empty folder or file, not to be written. */
  record Hidden(Path at, Kind kind) implements Mount {}

  /** A folder that is not there: an empty one, not to be written, so that none can be made. */
  record Missing(Path at) implements Mount {}

  /** Another folder, to be written. */
  record Instead(Path at, Path shown) implements Mount {}

  /** An empty folder of its own. */
  record Empty(Path at) implements Mount {}

  /** Kind of what is hidden. */
  enum Kind {
    FOLDER,
    FILE
  }
}
