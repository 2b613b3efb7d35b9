package dev.vibe.workspace.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Search for the one block of lines that is nearly the old text of an edit. It is taken only when
 * there is no doubt: most lines are equal, the first and the last among them; every other one
 * resembles its counterpart and is one that the edit leaves as it is, so that nothing is changed
 * but what the model quoted letter for letter; and no other block comes near.
 */
final class SimilarBlock {

  /** Shorter blocks have too little to be recognised by. */
  private static final int LEAST_LINES = 4;

  private static final double LEAST_EQUAL = 0.75;
  private static final double LEAST_ALIKE = 0.6;
  private static final double LEAST_IN_ALL = 0.9;
  private static final double CLEAR_LEAD = 0.15;

  private SimilarBlock() {}

  /**
   * Finds it.
   *
   * @param candidates first lines of likely blocks
   * @param old the lines of the old text, without an empty last segment
   * @param changed the segments of the new text
   * @return the index of its first line
   */
  static Optional<Integer> find(
      Lines lines, List<Integer> candidates, List<String> old, List<String> changed) {
    if (candidates.isEmpty() || old.stream().filter(l -> !l.isBlank()).count() < LEAST_LINES) {
      return Optional.empty();
    }
    int best = candidates.getFirst();
    if (best + old.size() > lines.count()) {
      return Optional.empty();
    }
    List<Integer> different = new ArrayList<>();
    for (int i = 0; i < old.size(); i++) {
      if (alike(lines, best + i, old.get(i)) < 1) {
        different.add(i);
      }
    }
    double likeness = likeness(lines, best, old);
    boolean surpassed =
        candidates.stream()
            .skip(1)
            .anyMatch(other -> likeness(lines, other, old) > likeness - CLEAR_LEAD);
    boolean sure =
        !different.contains(0)
            && !different.contains(old.size() - 1)
            && !old.getFirst().isBlank()
            && !old.getLast().isBlank()
            && likeness >= LEAST_IN_ALL
            && old.size() - different.size() >= LEAST_EQUAL * old.size()
            && different.stream().allMatch(i -> alike(lines, best + i, old.get(i)) >= LEAST_ALIKE)
            && stay(old, changed, different)
            && !surpassed;
    return sure ? Optional.of(best) : Optional.empty();
  }

  private static boolean stay(List<String> old, List<String> changed, List<Integer> different) {
    int[] partners = LineAlignment.of(old, changed);
    List<Integer> kept = new ArrayList<>();
    for (int j = 0; j < partners.length; j++) {
      if (partners[j] >= 0 && old.get(partners[j]).equals(changed.get(j))) {
        kept.add(partners[j]);
      }
    }
    return kept.containsAll(different);
  }

  private static double likeness(Lines lines, int first, List<String> old) {
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < old.size(); i++) {
      double weight = 1 + old.get(i).strip().length();
      weights += weight;
      sum += first + i < lines.count() ? weight * alike(lines, first + i, old.get(i)) : 0;
    }
    return sum / weights;
  }

  private static double alike(Lines lines, int line, String wanted) {
    String found = FoldedText.withoutTrailingBlanks(lines.content(line));
    return found.equals(FoldedText.withoutTrailingBlanks(wanted))
        ? 1
        : Math.min(0.99, new Likeness(wanted).to(found, 0, found.length()));
  }
}
