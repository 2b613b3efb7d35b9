package dev.vibe.tool.builtin;

/**
 * Text that a regular expression may look at only so often, because a few patterns would otherwise
 * backtrack for years. Looks are counted instead of time, so that the same search always ends the
 * same way. Also ends when the thread is interrupted.
 */
final class BoundedText implements CharSequence {

  /** Looks at one line: a fraction of a second. */
  private static final long MOST_LOOKS = 20_000_000;

  /** Looks of one search, spread over its lines: about ten seconds. */
  private static final long MOST_LOOKS_IN_ALL = 2_000_000_000L;

  /** What a search has spent. Owned by one thread. */
  static final class Budget {
    private long spent;
  }

  /** The limit is reached. */
  static final class TooMuchWork extends RuntimeException {
    TooMuchWork() {
      super("the pattern takes too long", null, false, false);
    }
  }

  private final String text;
  private final Budget budget;
  private final long end;

  BoundedText(String text, Budget budget) {
    this.text = text;
    this.budget = budget;
    this.end = Math.min(budget.spent + MOST_LOOKS, MOST_LOOKS_IN_ALL);
  }

  @Override
  public char charAt(int index) {
    if (++budget.spent > end
        || ((budget.spent & 0xFFFF) == 0 && Thread.currentThread().isInterrupted())) {
      throw new TooMuchWork();
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int to) {
    return text.substring(start, to);
  }

  @Override
  public String toString() {
    return text;
  }
}
