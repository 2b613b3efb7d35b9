package dev.vibe.workspace;

import java.nio.file.Path;
import java.util.List;

/**
 * The folders that file tools may use. Immutable; thread-safe.
 *
 * @param root the real path of the working folder
 * @param added real paths of further folders
 */
public record Workspace(Path root, List<Path> added) {
  public Workspace {
    added = List.copyOf(added);
  }

  /** How a path is going to be used. */
  public enum Access {
    READ,
    WRITE
  }

  /**
   * Checks a path as a model names it, absolute or relative to the root. Touches the disk; never
   * throws.
   */
  public Resolution resolve(String named, Access access) {
    return new Resolution.Refused("invalid", named + " " + access);
  }
}
