package dev.vibe.git.store;

/**
 * An entry of a tree.
 *
 * @param mode six octal digits
 */
public record TreeEntry(String mode, String id) {

  /** Stands for no file. */
  public static final TreeEntry ABSENT = new TreeEntry("000000", "0".repeat(40));
}
