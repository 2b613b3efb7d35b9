package dev.vibe.git.store;

/**
 * Entry of a tree.
 *
 * @param mode six octal digits
 */
public record TreeEntry(String mode, String id) {

  /** Stands for no file. */
  public static final TreeEntry ABSENT = new TreeEntry("000000", "0".repeat(40));

  /** The mode of a submodule: its id is a commit of another repository. */
  public static final String SUBMODULE = "160000";

  static final String FOLDER = "040000";

  public boolean isFolder() {
    return mode.equals(FOLDER);
  }

  public boolean isSubmodule() {
    return mode.equals(SUBMODULE);
  }
}
