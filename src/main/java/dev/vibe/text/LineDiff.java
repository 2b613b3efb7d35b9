package dev.vibe.text;

import com.github.difflib.algorithm.Change;
import com.github.difflib.algorithm.DiffAlgorithmListener;
import com.github.difflib.algorithm.myers.MyersDiff;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Comparison of two texts: which lines differ. Lines that occur once on both sides anchor the
 * comparison, as people see it; the shortest edit script fills what lies between. The work is
 * bounded: past the bound a stretch without anchors counts as replaced as a whole, which is
 * correct, only longer. Owned by one thread, used once.
 */
public final class LineDiff {

  /** A stretch of old lines that a stretch of new lines replaces; ends are exclusive. */
  public record Edit(int oldStart, int oldEnd, int newStart, int newEnd) {
    boolean isNothing() {
      return oldStart == oldEnd && newStart == newEnd;
    }
  }

  /** Longest edit script looked for in one stretch; its square bounds the memory. */
  private static final int LONGEST_SCRIPT = 1_000;

  /** Line comparisons before stretches are no longer searched: well under a second. */
  private static final long MOST_COMPARISONS = 60_000_000;

  private final Integer[] before;
  private final Integer[] after;
  private final int[] oldPlace;
  private final int[] newPlace;
  private final List<Edit> edits = new ArrayList<>();
  private long comparisons;

  private LineDiff(List<String> before, List<String> after) {
    Map<String, Integer> numbers = new HashMap<>();
    this.before = numbered(before, numbers);
    this.after = numbered(after, numbers);
    this.oldPlace = new int[numbers.size()];
    this.newPlace = new int[numbers.size()];
  }

  /** The edits in file order; they neither touch nor overlap. */
  public static List<Edit> between(List<String> before, List<String> after) {
    LineDiff diff = new LineDiff(before, after);
    diff.run();
    return diff.joined();
  }

  private static Integer[] numbered(List<String> lines, Map<String, Integer> numbers) {
    Integer[] numbered = new Integer[lines.size()];
    for (int i = 0; i < numbered.length; i++) {
      Integer next = numbers.size();
      Integer known = numbers.putIfAbsent(lines.get(i), next);
      numbered[i] = known == null ? next : known;
    }
    return numbered;
  }

  private void run() {
    Deque<Edit> open = new ArrayDeque<>();
    open.push(new Edit(0, before.length, 0, after.length));
    while (!open.isEmpty()) {
      Edit rest = trimmed(open.pop());
      if (rest.oldStart == rest.oldEnd || rest.newStart == rest.newEnd) {
        if (!rest.isNothing()) {
          edits.add(rest);
        }
        continue;
      }
      List<int[]> anchors = anchors(rest);
      if (anchors.isEmpty()) {
        search(rest);
        continue;
      }
      int oldStart = rest.oldStart;
      int newStart = rest.newStart;
      for (int[] anchor : anchors) {
        open.push(new Edit(oldStart, anchor[0], newStart, anchor[1]));
        oldStart = anchor[0] + 1;
        newStart = anchor[1] + 1;
      }
      open.push(new Edit(oldStart, rest.oldEnd, newStart, rest.newEnd));
    }
  }

  private Edit trimmed(Edit edit) {
    int oldStart = edit.oldStart;
    int oldEnd = edit.oldEnd;
    int newStart = edit.newStart;
    int newEnd = edit.newEnd;
    while (oldStart < oldEnd && newStart < newEnd && same(oldStart, newStart)) {
      oldStart++;
      newStart++;
    }
    while (oldStart < oldEnd && newStart < newEnd && same(oldEnd - 1, newEnd - 1)) {
      oldEnd--;
      newEnd--;
    }
    return new Edit(oldStart, oldEnd, newStart, newEnd);
  }

  private boolean same(int old, int now) {
    return before[old].equals(after[now]);
  }

  /** Lines that occur once on each side of a stretch, the longest series of them in one order. */
  private List<int[]> anchors(Edit in) {
    int twice = -1;
    for (int i = in.oldStart; i < in.oldEnd; i++) {
      oldPlace[before[i]] = 0;
      newPlace[before[i]] = 0;
    }
    for (int i = in.newStart; i < in.newEnd; i++) {
      oldPlace[after[i]] = 0;
      newPlace[after[i]] = 0;
    }
    for (int i = in.oldStart; i < in.oldEnd; i++) {
      oldPlace[before[i]] = oldPlace[before[i]] == 0 ? i + 1 : twice;
    }
    for (int i = in.newStart; i < in.newEnd; i++) {
      newPlace[after[i]] = newPlace[after[i]] == 0 ? i + 1 : twice;
    }
    List<int[]> shared = new ArrayList<>();
    for (int i = in.oldStart; i < in.oldEnd; i++) {
      if (oldPlace[before[i]] > 0 && newPlace[before[i]] > 0) {
        shared.add(new int[] {i, newPlace[before[i]] - 1});
      }
    }
    return rising(shared);
  }

  /** The longest subsequence whose second numbers rise, by patience sorting. */
  private static List<int[]> rising(List<int[]> pairs) {
    int[] tops = new int[pairs.size()];
    int[] previous = new int[pairs.size()];
    int piles = 0;
    for (int i = 0; i < pairs.size(); i++) {
      int low = 0;
      int high = piles;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (pairs.get(tops[middle])[1] < pairs.get(i)[1]) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      previous[i] = low == 0 ? -1 : tops[low - 1];
      tops[low] = i;
      piles = Math.max(piles, low + 1);
    }
    int[][] series = new int[piles][];
    int at = piles == 0 ? -1 : tops[piles - 1];
    for (int i = piles - 1; i >= 0; i--) {
      series[i] = pairs.get(at);
      at = previous[at];
    }
    return Arrays.asList(series);
  }

  private void search(Edit in) {
    int lines = in.oldEnd - in.oldStart + in.newEnd - in.newStart;
    Steps steps = new Steps(Math.min(LONGEST_SCRIPT, (MOST_COMPARISONS - comparisons) / lines));
    try {
      List<Change> changes =
          new MyersDiff<Integer>()
              .computeDiff(
                  Arrays.asList(before).subList(in.oldStart, in.oldEnd),
                  Arrays.asList(after).subList(in.newStart, in.newEnd),
                  steps);
      for (Change change : changes) {
        edits.add(
            new Edit(
                in.oldStart + change.startOriginal,
                in.oldStart + change.endOriginal,
                in.newStart + change.startRevised,
                in.newStart + change.endRevised));
      }
    } catch (TooLong e) {
      edits.add(in);
    }
    comparisons += (long) steps.taken * lines;
  }

  private List<Edit> joined() {
    edits.sort(
        (a, b) -> {
          int order = Integer.compare(a.oldStart, b.oldStart);
          return order != 0 ? order : Integer.compare(a.newStart, b.newStart);
        });
    List<Edit> joined = new ArrayList<>();
    for (Edit edit : edits) {
      Edit last = joined.isEmpty() ? new Edit(-1, -1, -1, -1) : joined.getLast();
      if (last.oldEnd == edit.oldStart && last.newEnd == edit.newStart) {
        joined.removeLast();
        joined.add(new Edit(last.oldStart, edit.oldEnd, last.newStart, edit.newEnd));
      } else {
        joined.add(edit);
      }
    }
    return joined;
  }

  /** Ends a search that takes too many steps; the library offers no limit of its own. */
  private static final class Steps implements DiffAlgorithmListener {
    private final long most;
    private int taken;

    Steps(long most) {
      this.most = most;
    }

    @Override
    public void diffStart() {}

    @Override
    public void diffStep(int value, int max) {
      taken++;
      if (taken > most) {
        throw new TooLong();
      }
    }

    @Override
    public void diffEnd() {}
  }

  private static final class TooLong extends RuntimeException {
    TooLong() {
      super("edit script too long", null, false, false);
    }
  }
}
