package dev.vibe.workspace.edit;

import java.util.Arrays;
import java.util.List;

/** Alignment of the lines of a new text with those of the old one: which stands where which was. */
final class LineAlignment {

  /** Above this product of lengths the lines between equal ends are paired in order. */
  private static final int MOST_WORK = 4_000_000;

  private final List<String> old;
  private final List<String> changed;
  private final int[] partners;

  private LineAlignment(List<String> old, List<String> changed) {
    this.old = old;
    this.changed = changed;
    this.partners = new int[changed.size()];
    Arrays.fill(partners, -1);
  }

  /**
   * For each new line the index of its old line, or -1: a longest run of equal lines first, then
   * what was replaced in between, in order.
   */
  static int[] of(List<String> old, List<String> changed) {
    LineAlignment alignment = new LineAlignment(old, changed);
    alignment.pairEqual();
    alignment.pairReplaced();
    return alignment.partners;
  }

  private void pairEqual() {
    int head = 0;
    int most = Math.min(old.size(), changed.size());
    while (head < most && old.get(head).equals(changed.get(head))) {
      partners[head] = head;
      head++;
    }
    int oldEnd = old.size();
    int changedEnd = changed.size();
    while (oldEnd > head
        && changedEnd > head
        && old.get(oldEnd - 1).equals(changed.get(changedEnd - 1))) {
      partners[--changedEnd] = --oldEnd;
    }
    if ((long) (oldEnd - head) * (changedEnd - head) <= MOST_WORK) {
      pairLongestCommon(head, oldEnd, changedEnd);
    }
  }

  private void pairLongestCommon(int head, int oldEnd, int changedEnd) {
    int rows = oldEnd - head;
    int columns = changedEnd - head;
    int[][] best = new int[rows + 1][columns + 1];
    for (int i = rows - 1; i >= 0; i--) {
      for (int j = columns - 1; j >= 0; j--) {
        best[i][j] =
            old.get(head + i).equals(changed.get(head + j))
                ? best[i + 1][j + 1] + 1
                : Math.max(best[i + 1][j], best[i][j + 1]);
      }
    }
    for (int i = 0, j = 0; i < rows && j < columns; ) {
      if (old.get(head + i).equals(changed.get(head + j))) {
        partners[head + j++] = head + i++;
      } else if (best[i + 1][j] >= best[i][j + 1]) {
        i++;
      } else {
        j++;
      }
    }
  }

  private void pairReplaced() {
    int next = 0;
    for (int j = 0; j < partners.length; j++) {
      if (partners[j] < 0) {
        int limit = nextPartner(j);
        if (next < limit) {
          partners[j] = next;
        }
      }
      next = Math.max(next, partners[j] + 1);
    }
  }

  private int nextPartner(int from) {
    for (int j = from; j < partners.length; j++) {
      if (partners[j] >= 0) {
        return partners[j];
      }
    }
    return old.size();
  }
}
