package dev.vibe.workspace.edit;

/**
 * Replacement in one text. Nothing in either text is a pattern.
 *
 * @param old what is there now, as the model remembers it
 * @param replacement what shall be there
 * @param places whether one place is meant or all of them
 */
public record TextEdit(String old, String replacement, Places places) {

  /** Number of places that an edit is about. */
  public enum Places {
    ONE,
    ALL
  }
}
