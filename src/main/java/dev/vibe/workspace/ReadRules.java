package dev.vibe.workspace;

/**
 * Port for the user's rules on which files may be read. It holds for every way to a file: what is
 * listed, searched, quoted, attached or shown at the start. Implementations are pure and
 * thread-safe.
 */
@FunctionalInterface
public interface ReadRules {

  /** Without rules all is free. */
  ReadRules NONE = path -> Standing.FREE;

  /** Standing of a file with the rules. */
  enum Standing {
    FREE,
    /** Only after a person's yes to it; unasked it is left out. */
    ASKED,
    /** Never, whoever agrees. */
    DENIED
  }

  /**
   * What the rules say of a file.
   *
   * @param path as people see it: relative to the workspace root, absolute for one outside
   */
  Standing of(String path);
}
