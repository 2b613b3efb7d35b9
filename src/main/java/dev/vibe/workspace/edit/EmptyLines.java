package dev.vibe.workspace.edit;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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

  /** Empty when something else differs, or several places fit. Takes linear time. */
  static Optional<EmptyLines> between(Lines lines, List<String> old) {
    int[] wanted = indices(old.size(), old::get);
    if (wanted.length < FEWEST || wanted.length > lines.count()) {
      return Optional.empty();
    }
    int[] there = indices(lines.count(), lines::content);
    Map<String, Integer> names = new HashMap<>();
    int[] pattern =
        Arrays.stream(wanted).map(i -> number(names, old.get(i).stripTrailing())).toArray();
    int[] text =
        Arrays.stream(there)
            .map(i -> names.getOrDefault(lines.content(i).stripTrailing(), -1))
            .toArray();
    OptionalInt only = onlyPlace(text, pattern);
    return only.isPresent() ? difference(there, only.getAsInt(), wanted) : Optional.empty();
  }

  private static int number(Map<String, Integer> names, String line) {
    Integer next = names.size();
    Integer known = names.putIfAbsent(line, next);
    return known == null ? next : known;
  }

  private static int[] indices(int count, IntFunction<String> line) {
    return IntStream.range(0, count).filter(i -> !line.apply(i).isBlank()).toArray();
  }

  /** Where a series of numbers stands in another; empty when nowhere, or in several places. */
  private static OptionalInt onlyPlace(int[] text, int[] pattern) {
    int[] back = new int[pattern.length];
    for (int i = 1, matched = 0; i < pattern.length; i++) {
      matched = matched(pattern, back, matched, pattern[i]);
      back[i] = matched;
    }
    OptionalInt found = OptionalInt.empty();
    for (int i = 0, matched = 0; i < text.length; i++) {
      matched = matched(pattern, back, matched, text[i]);
      if (matched == pattern.length) {
        if (found.isPresent()) {
          return OptionalInt.empty();
        }
        found = OptionalInt.of(i - matched + 1);
        matched = back[matched - 1];
      }
    }
    return found;
  }

  /** How much of the pattern is matched with one more number, as Knuth, Morris and Pratt do it. */
  private static int matched(int[] pattern, int[] back, int before, int next) {
    int matched = before;
    while (matched > 0 && pattern[matched] != next) {
      matched = back[matched - 1];
    }
    return pattern[matched] == next ? matched + 1 : matched;
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
