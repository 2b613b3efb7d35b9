package dev.vibe.workspace;

/** Which files the user does not want looked at; asked while walking down. Immutable. */
public interface IgnoreRules {

  /** What an entry of a folder is. */
  enum Kind {
    FILE,
    FOLDER
  }

  /**
   * The rules inside a folder that is not itself ignored: reads that folder's own ignore file.
   *
   * @param relative relative to the workspace root with {@code /}; empty for the root
   */
  IgnoreRules enter(String relative);

  /**
   * Whether the entry is ignored.
   *
   * @param relative lies directly in the folder of these rules
   */
  boolean ignored(String relative, Kind kind);
}
