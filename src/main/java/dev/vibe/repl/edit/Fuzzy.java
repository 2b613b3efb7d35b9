package dev.vibe.repl.edit;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Search for names by some of their characters in order, as people abbreviate them. */
public final class Fuzzy {

  private static final int NO_MATCH = -1;

  private Fuzzy() {}

  private record Scored(String name, int score) {}

  /** The best matches, best first; all of the first names when nothing is typed. */
  public static List<String> best(List<String> names, String typed, int most) {
    if (typed.isEmpty()) {
      return names.stream().limit(most).toList();
    }
    String wanted = typed.toLowerCase(Locale.ROOT);
    return names.stream()
        .map(name -> new Scored(name, score(name.toLowerCase(Locale.ROOT), wanted)))
        .filter(scored -> scored.score != NO_MATCH)
        .sorted(
            Comparator.comparingInt(Scored::score)
                .reversed()
                .thenComparingInt(scored -> scored.name.length())
                .thenComparing(Scored::name))
        .limit(most)
        .map(Scored::name)
        .toList();
  }

  /** Runs and beginnings of words count more, and the last part of a path most. */
  private static int score(String name, String wanted) {
    int base = name.lastIndexOf('/', name.length() - 2) + 1;
    int whole = name.indexOf(wanted, base);
    if (whole >= 0) {
      return 10_000 + (whole == base ? 5_000 : 0) + wanted.length();
    }
    if (name.contains(wanted)) {
      return 5_000;
    }
    int score = 0;
    int last = -2;
    int from = 0;
    for (int i = 0; i < wanted.length(); i++) {
      int at = name.indexOf(wanted.charAt(i), from);
      if (at < 0) {
        return NO_MATCH;
      }
      boolean starts = at == 0 || !Character.isLetterOrDigit(name.charAt(at - 1));
      score += at == last + 1 ? 8 : starts ? 6 : 1;
      last = at;
      from = at + 1;
    }
    return score;
  }
}
