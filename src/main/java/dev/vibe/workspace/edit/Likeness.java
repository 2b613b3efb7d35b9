package dev.vibe.workspace.edit;

/**
 * Measure of how alike a line is to a fixed one: twice the pairs of neighbouring characters they
 * share, by the pairs they have (1 for equal lines, 0 for nothing in common). Linear in the line;
 * not thread-safe.
 */
final class Likeness {

  /** Longer lines are compared by their beginning. */
  private static final int LONGEST = 400;

  private static final int BUCKETS = 4096;

  private final int[] wanted = new int[BUCKETS];
  private final int[] seen = new int[BUCKETS];
  private final int[] seenIn = new int[BUCKETS];
  private final int pairs;
  private int round;

  Likeness(String line) {
    int end = Math.min(line.length(), LONGEST);
    for (int i = 1; i < end; i++) {
      wanted[bucket(line.charAt(i - 1), line.charAt(i))]++;
    }
    this.pairs = Math.max(0, end - 1);
  }

  /** Of the line, or its first 400 characters. */
  double to(CharSequence text, int start, int end) {
    int to = Math.min(end, start + LONGEST);
    int others = Math.max(0, to - start - 1);
    if (pairs == 0 || others == 0) {
      return 0;
    }
    round++;
    int shared = 0;
    for (int i = start + 1; i < to; i++) {
      int bucket = bucket(text.charAt(i - 1), text.charAt(i));
      if (wanted[bucket] > 0) {
        if (seenIn[bucket] != round) {
          seenIn[bucket] = round;
          seen[bucket] = 0;
        }
        if (seen[bucket]++ < wanted[bucket]) {
          shared++;
        }
      }
    }
    return 2.0 * shared / (pairs + others);
  }

  private static int bucket(char a, char b) {
    return ((a * 31 + b) * 0x9E3779B1) >>> 20;
  }
}
