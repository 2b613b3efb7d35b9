package dev.vibe.context.map;

import java.util.Arrays;

/** Counter of numbers, without an object for each; 0 is counted as 1. Not thread-safe. */
final class IntCounts {

  private static final int SMALLEST = 64;

  private int[] keys = new int[SMALLEST];
  private int[] counts = new int[SMALLEST];
  private int size;

  /** Adds to the count of a number. */
  void add(int number, int more) {
    int at = slot(number);
    if (counts[at] == 0) {
      keys[at] = number == 0 ? 1 : number;
      if (++size * 2 > keys.length) {
        grow();
        at = slot(number);
      }
    }
    counts[at] += more;
  }

  int count(int number) {
    return counts[slot(number)];
  }

  /** All numbers, in their order. */
  int[] numbers() {
    int[] all = new int[size];
    int next = 0;
    for (int i = 0; i < keys.length; i++) {
      if (counts[i] > 0) {
        all[next++] = keys[i];
      }
    }
    Arrays.sort(all);
    return all;
  }

  void clear() {
    Arrays.fill(counts, 0);
    size = 0;
  }

  /** Where the number is, or would be. */
  private int slot(int number) {
    int key = number == 0 ? 1 : number;
    int mask = keys.length - 1;
    int at = ((key * 0x9E3779B9) >>> 7) & mask;
    while (counts[at] > 0 && keys[at] != key) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void grow() {
    int[] oldKeys = keys;
    int[] oldCounts = counts;
    keys = new int[oldKeys.length * 2];
    counts = new int[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldCounts[i] > 0) {
        int at = slot(oldKeys[i]);
        keys[at] = oldKeys[i];
        counts[at] = oldCounts[i];
      }
    }
  }
}
