package dev.vibe.exec.sandbox;

/** Level of confinement, the strongest first. */
public enum Level {
  BUBBLEWRAP(
      "bubblewrap",
      "own view of files, processes and network; writes to the folders and a temp of its own"),
  NAMESPACES(
      "unshare",
      "own view of files, processes and network; writes to the folders and a temp of its own"),
  LANDLOCK(
      "landlock",
      "writes to the folders and a temp of its own, reads no log-in data, no TCP; sees processes"
          + " and can write in .git and to files that other programs obey"),
  SEATBELT(
      "sandbox-exec",
      "writes to the folders and a temp of its own, reads no log-in data, no network; sees"
          + " processes"),
  NONE("", "runs as you");

  private final String label;
  private final String means;

  Level(String label, String means) {
    this.label = label;
    this.means = means;
  }

  /** For records: {@code bubblewrap}; empty when nothing confines. */
  public String label() {
    return label;
  }

  /** Whether a command at this level sees no processes but its own. */
  boolean hasOwnProcesses() {
    return this == BUBBLEWRAP || this == NAMESPACES;
  }

  /** Whether a command at this level reaches no network at all. */
  boolean keepsOffNetwork() {
    return this != LANDLOCK && this != NONE;
  }

  /** Whether the data of Git cannot be written at this level but by git. */
  boolean holdsGit() {
    return this != LANDLOCK && this != NONE;
  }

  /** What it holds, for people. */
  public String means() {
    return means;
  }
}
