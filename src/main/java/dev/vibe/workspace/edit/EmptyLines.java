package dev.vibe.workspace.edit;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Difference in empty lines alone between the old text of an edit and the one place of a file that
 * it means.
 *
 * @param first index of the first line of the place
 * @param last index of its last line
 * @param after index of the line behind which the empty lines differ
 * @param inFile how many the file has there
 * @param inOld how many the old text has there
 */
record EmptyLines(int first, int last, int after, int inFile, int inOld) {

  /** Fewer lines with words fit in too many places. */
  private static final int FEWEST = 2;

  /** Empty when something else differs, or several places fit. */
  static Optional<EmptyLines> between(Lines lines, List<String> old) {
    int[] there = indices(lines.count(), lines::content);
    int[] wanted = indices(old.size(), old::get);
    if (wanted.length < FEWEST) {
      return Optional.empty();
    }
    int found = -1;
    for (int at = 0; at + wanted.length <= there.length; at++) {
      if (fits(lines, there, at, old, wanted)) {
        if (found >= 0) {
          return Optional.empty();
        }
        found = at;
      }
    }
    return found < 0 ? Optional.empty() : difference(there, found, wanted);
  }

  private static int[] indices(int count, IntFunction<String> line) {
    return IntStream.range(0, count).filter(i -> !line.apply(i).isBlank()).toArray();
  }

  private static boolean fits(Lines lines, int[] there, int at, List<String> old, int[] wanted) {
    for (int i = 0; i < wanted.length; i++) {
      String found = lines.content(there[at + i]).stripTrailing();
      if (!found.equals(old.get(wanted[i]).stripTrailing())) {
        return false;
      }
    }
    return true;
  }

  private static Optional<EmptyLines> difference(int[] there, int at, int[] wanted) {
    int last = there[at + wanted.length - 1];
    for (int i = 1; i < wanted.length; i++) {
      int inFile = there[at + i] - there[at + i - 1] - 1;
      int inOld = wanted[i] - wanted[i - 1] - 1;
      if (inFile != inOld) {
        return Optional.of(new EmptyLines(there[at], last, there[at + i - 1], inFile, inOld));
      }
    }
    return Optional.empty();
  }
}
