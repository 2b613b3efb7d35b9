package dev.vibe.text;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finder of the name that was probably meant. */
public final class NearestName {

  /** Longer names are compared by their first characters only, to bound the work. */
  private static final int LONGEST = 200;

  private NearestName() {}

  /**
   * The name with the fewest single-character insertions, deletions, replacements and swaps of
   * neighbours, case ignored; the first one on a tie. None when even that differs in more than a
   * third of the wanted name (at least one change is always allowed, on names of two and more).
   */
  public static Optional<String> among(Collection<String> names, String wanted) {
    int length = fold(wanted).length();
    return within(names, wanted, length < 2 ? 0 : Math.max(1, length / 3));
  }

  /**
   * As {@link #among}, but only a slip of the pen: one change, in names of eight and more two. To
   * be offered another name costs a model more than to be offered none.
   */
  public static Optional<String> close(Collection<String> names, String wanted) {
    int length = fold(wanted).length();
    return within(names, wanted, length < 2 ? 0 : length < 8 ? 1 : 2);
  }

  private static Optional<String> within(Collection<String> names, String wanted, int allowed) {
    String target = fold(wanted);
    String best = "";
    int fewest = allowed + 1;
    for (String name : names) {
      String candidate = fold(name);
      if (Math.abs(candidate.length() - target.length()) < fewest) {
        int changes = distance(candidate, target);
        if (changes < fewest) {
          fewest = changes;
          best = name;
        }
      }
    }
    return fewest <= allowed ? Optional.of(best) : Optional.empty();
  }

  private static String fold(String name) {
    String cut = name.length() > LONGEST ? name.substring(0, LONGEST) : name;
    return cut.toLowerCase(Locale.ROOT);
  }

  /** Optimal string alignment distance. */
  private static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      beforeLast = last;
      last = row;
    }
    return last[b.length()];
  }
}
