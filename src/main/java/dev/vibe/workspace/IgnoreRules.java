package dev.vibe.workspace;

import java.nio.file.Path;

/**
 * Port for rules on which files are not worth looking at. A walk starts with the rules of the
 * workspace root and asks for those of each folder as it enters it, so that a folder's own rules
 * are read only when they are needed. Implementations are immutable and thread-safe; they may read
 * the disk in {@link #enter}, and treat rules that they cannot read as absent.
 */
public interface IgnoreRules {

  /** Kind of what a path names. */
  enum Kind {
    FILE,
    FOLDER
  }

  /**
   * Whether these rules exclude an entry of the folder that they are for. That the folder itself is
   * not ignored is known.
   *
   * @param relative path from the workspace root with {@code /}, without one at the end
   */
  boolean ignored(String relative, Kind kind);

  /**
   * The rules inside of a folder: these and its own.
   *
   * @param folder path from the workspace root with {@code /}; directly inside of the folder that
   *     these rules are for
   */
  IgnoreRules enter(String folder);

  /**
   * The rules inside of a folder that is not below the workspace root. Paths are named from the
   * root where they are below it, else absolute.
   */
  default IgnoreRules outside(Path folder) {
    return repositoriesOnly();
  }

  /** Ignores nothing but repositories' own files, everywhere. */
  static IgnoreRules repositoriesOnly() {
    return new RepositoriesOnly();
  }

  /** See {@link #repositoriesOnly}. */
  record RepositoriesOnly() implements IgnoreRules {

    @Override
    public boolean ignored(String relative, Kind kind) {
      return ProtectedNames.isRepository(relative.substring(relative.lastIndexOf('/') + 1));
    }

    @Override
    public IgnoreRules enter(String folder) {
      return this;
    }
  }
}
