package dev.vibe.headless;

import dev.vibe.event.Detail;
import java.util.function.IntSupplier;

/**
 * Options of text output: how much is shown and how.
 *
 * @param columns width of the terminal now; asked before each redrawing, by a thread of its own, so
 *     it may block for a moment
 * @param logFile where the session log is, shown with {@link Detail#VERBOSE}; empty when there is
 *     none
 */
public record TextOptions(Detail detail, Motion motion, IntSupplier columns, String logFile) {

  /** Choice of whether a line that says what is going on is redrawn while it goes on. */
  public enum Motion {
    STILL,
    MOVING
  }
}
