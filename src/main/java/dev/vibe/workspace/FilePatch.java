package dev.vibe.workspace;

import java.util.List;

/**
 * What a patch says about one file.
 *
 * @param from its name before; empty when it is created
 * @param to its name after; empty when it is deleted
 * @param mode what becomes of its mode
 */
public record FilePatch(String from, String to, FileChange.Mode mode, List<Hunk> hunks) {

  public FilePatch {
    hunks = List.copyOf(hunks);
  }

  /**
   * One place.
   *
   * @param oldStart the first line it is about, from 1, in the file before
   * @param old the lines that are there, with context; each ends with a line feed, but for the last
   *     of a file without one
   * @param replacement the lines that shall be there, with the same context
   */
  public record Hunk(int oldStart, String old, String replacement) {}

  /** The name by which people know it. */
  public String name() {
    return to.isEmpty() ? from : to;
  }
}
