package dev.vibe.workspace;

import dev.vibe.file.FileName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Folders of a workspace: which of them a path without links lies in, and what people call it.
 * Pure.
 *
 * @param root the working folder
 * @param added further folders
 * @param outputs folders whose files may be read too
 * @param around folders that the root lies in, whose files may be read
 * @param own vibe's configuration and state
 */
record WorkspaceFolders(
    Path root, List<Path> added, List<Path> outputs, List<Path> around, List<Path> own) {

  /** In the configuration; see {@code KeyStorage}. */
  private static final String KEYS = "keys";

  /** Folders whose files are the system's answers, never anybody's work. */
  private static final List<String> SYSTEM_FOLDERS = List.of("/proc", "/sys", "/dev");

  /** The one that a path lies in; a folder of the system only where it was added by its name. */
  Optional<Path> baseOf(Path real) {
    return Stream.concat(Stream.of(root), added.stream())
        .filter(real::startsWith)
        .filter(base -> !isSystem(real) || isSystem(base))
        .findFirst();
  }

  /** The same; to read, also one that the root lies in. */
  Optional<Path> baseOf(Path real, Access access) {
    Optional<Path> base = baseOf(real);
    return base.isPresent() || access == Access.WRITE
        ? base
        : around.stream().filter(real::startsWith).findFirst();
  }

  boolean isOutput(Path real) {
    return outputs.stream().anyMatch(real::startsWith);
  }

  /** Whether it is in what vibe keeps of its sessions: the folder of each holds its outputs. */
  boolean isRecord(Path real) {
    return outputs.stream()
        .map(folder -> folder.resolve("../..").normalize())
        .anyMatch(sessions -> sessions.getNameCount() > 0 && real.startsWith(sessions));
  }

  /** Whether it is vibe's own, wherever that is. */
  boolean isOwn(Path real) {
    return own.stream().anyMatch(real::startsWith);
  }

  /** Whether it is a key that vibe keeps for the user. */
  boolean isKey(Path real) {
    return own.stream().anyMatch(folder -> real.startsWith(folder.resolve(KEYS)));
  }

  static boolean isSystem(Path path) {
    return SYSTEM_FOLDERS.stream().anyMatch(path::startsWith);
  }

  /** As people see it. */
  WorkspacePath pathOf(Path real) {
    if (real.equals(root)) {
      return new WorkspacePath(".", real, root);
    }
    return new WorkspacePath(
        real.startsWith(root) ? slashed(root.relativize(real)) : slashed(real),
        real,
        baseOf(real, Access.READ).orElseGet(real::getRoot));
  }

  static String slashed(Path path) {
    return FileName.of(path);
  }
}
