package dev.vibe.repl.state;

import java.util.concurrent.TimeUnit;

/**
 * State of the keyboard: whether somebody types. What is asked meanwhile waits, so that no key
 * answers what nobody has seen.
 *
 * @param isUsed whether something was typed since the prompt last led to something
 * @param typedAt when the last key was pressed; on the driver's clock
 * @param answer the letter that answered the question before, as long as nothing else was pressed;
 *     else empty
 */
public record Keyboard(boolean isUsed, long typedAt, String answer) {

  /** After so long without a key nobody types any more. */
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);

  /**
   * A key that answers counts only when what it answers was on the screen for so long, with an
   * empty prompt: nobody reads and answers faster.
   */
  private static final long SEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  static final Keyboard UNUSED = new Keyboard(false, 0, "");

  /** Whether something that was shown at this time can have been read by now. */
  public static boolean isSeen(long since, long now) {
    return now - since >= SEEN_NANOS;
  }

  boolean isQuiet(long now) {
    return !isUsed || now - typedAt >= QUIET_NANOS;
  }

  Keyboard typed(long now) {
    return new Keyboard(true, now, "");
  }

  static Keyboard answered(String letter) {
    return new Keyboard(false, 0, letter);
  }
}
