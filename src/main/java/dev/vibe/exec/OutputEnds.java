package dev.vibe.exec;

import java.util.Arrays;

/**
 * Keeper of the two ends of an output, and of its end the more: there stand the summary of a test
 * run and the reason of a failure. Guarded by whoever owns it.
 */
final class OutputEnds implements RewrittenLines.Sink {

  /** About 8,000 tokens for the two together, which a 32k context can still bear. */
  static final int HEAD_BYTES = 8 * 1024;

  static final int TAIL_BYTES = 24 * 1024;

  /** To leave out less would not be worth the words that say so. */
  private static final int SPARE = 1024;

  private static final int RING = TAIL_BYTES + SPARE;

  private final byte[] head;
  private final byte[] ring;
  private long total;
  private long lines;

  OutputEnds() {
    head = new byte[HEAD_BYTES];
    ring = new byte[RING];
  }

  private OutputEnds(OutputEnds other) {
    head = other.head.clone();
    ring = other.ring.clone();
    total = other.total;
    lines = other.lines;
  }

  OutputEnds copy() {
    return new OutputEnds(this);
  }

  @Override
  public void add(byte[] bytes, int from, int length) {
    int toHead = Math.clamp(HEAD_BYTES - total, 0, length);
    System.arraycopy(bytes, from, head, (int) Math.min(total, HEAD_BYTES), toHead);
    for (int i = Math.max(toHead, length - RING); i < length; ) {
      int at = (int) ((total + i - HEAD_BYTES) % RING);
      int run = Math.min(length - i, RING - at);
      System.arraycopy(bytes, from + i, ring, at, run);
      i += run;
    }
    for (int i = from; i < from + length; i++) {
      lines += bytes[i] == '\n' ? 1 : 0;
    }
    total += length;
  }

  long total() {
    return total;
  }

  long lines() {
    return lines;
  }

  boolean isWhole() {
    return total <= HEAD_BYTES + RING;
  }

  /** All of it while it is whole, else its beginning. */
  byte[] first() {
    byte[] first = Arrays.copyOf(head, (int) Math.min(total, HEAD_BYTES));
    if (!isWhole()) {
      return first;
    }
    byte[] rest = behindHead(RING);
    byte[] all = Arrays.copyOf(first, first.length + rest.length);
    System.arraycopy(rest, 0, all, first.length, rest.length);
    return all;
  }

  /** The end of it, at most so much and nothing of the head. */
  byte[] behindHead(int most) {
    int length = Math.clamp(total - HEAD_BYTES, 0, Math.min(most, RING));
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; ) {
      int at = (int) ((total - HEAD_BYTES - length + i) % RING);
      int run = Math.min(length - i, RING - at);
      System.arraycopy(ring, at, bytes, i, run);
      i += run;
    }
    return bytes;
  }
}
