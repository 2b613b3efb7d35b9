package dev.vibe.context.map;

import java.util.Optional;

/**
 * Budget of a map within the window of a model.
 *
 * @param tokens at most
 */
public record MapBudget(int tokens) {

  /** Of paths and names, which are made of short pieces. */
  static final int CHARS_PER_TOKEN = 3;

  /** In a smaller window the work itself needs the room. */
  private static final int LEAST_WINDOW = 16_000;

  /** When nobody tells: what a local model is commonly started with. */
  private static final int ASSUMED_WINDOW = 32_768;

  private static final int PART_OF_WINDOW = 32;
  private static final int MOST = 2048;

  /**
   * The budget in a window of so many tokens; empty when there is to be no map.
   *
   * @param window 0 when it is not known
   * @param wanted what the user said of it, if anything
   */
  public static Optional<MapBudget> of(int window, Optional<Boolean> wanted) {
    int known = window > 0 ? window : ASSUMED_WINDOW;
    return wanted.orElse(known >= LEAST_WINDOW)
        ? Optional.of(new MapBudget(Math.min(MOST, known / PART_OF_WINDOW)))
        : Optional.empty();
  }

  int chars() {
    return tokens * CHARS_PER_TOKEN;
  }
}
