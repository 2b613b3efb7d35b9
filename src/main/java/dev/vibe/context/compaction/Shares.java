package dev.vibe.context.compaction;

import java.util.List;

/** Division of room among texts: short ones stay whole, long ones are cut to the same length. */
final class Shares {

  private Shares() {}

  /** The length to which each may be, so that together they take no more than this. */
  static int level(List<Integer> lengths, long most) {
    List<Integer> sorted = lengths.stream().sorted().toList();
    long left = most;
    for (int i = 0; i < sorted.size(); i++) {
      long each = left / (sorted.size() - i);
      if (sorted.get(i) > each) {
        return (int) Math.max(0, each);
      }
      left -= sorted.get(i);
    }
    return Integer.MAX_VALUE;
  }
}
