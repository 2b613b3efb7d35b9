package dev.vibe.repl.state;

import java.util.List;

/**
 * Menu of completions of what stands before the cursor.
 *
 * @param start where in the text the completed part begins
 * @param isDismissed closed by the user until the text changes
 */
public record Menu(List<Choice> choices, int selected, int start, boolean isDismissed) {

  static final Menu NONE = new Menu(List.of(), 0, 0, false);

  /** So many are shown. */
  static final int MOST = 8;

  public Menu {
    choices = List.copyOf(choices);
  }

  /**
   * One completion.
   *
   * @param text what it puts in
   * @param doc what it is
   */
  public record Choice(String text, String doc) {}

  /** Whether somebody went through it. */
  boolean isMoved() {
    return selected > 0;
  }

  public boolean isOpen() {
    return !choices.isEmpty() && !isDismissed;
  }

  Menu move(int by) {
    return new Menu(choices, Math.floorMod(selected + by, choices.size()), start, isDismissed);
  }

  Menu dismissed() {
    return new Menu(choices, selected, start, true);
  }

  Choice chosen() {
    return choices.get(selected);
  }
}
