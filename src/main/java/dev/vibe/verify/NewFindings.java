package dev.vibe.verify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Difference of findings before and after an edit: what it broke. Pure. */
public final class NewFindings {

  private NewFindings() {}

  /**
   * Findings about one file that were not there before. A finding that only moved with its line is
   * an old one; of several that read the same, those at new places are new.
   *
   * @param lines of the file, before and after
   */
  public static List<CodeFinding> between(
      List<CodeFinding> before, List<CodeFinding> after, EditedLines lines) {
    List<CodeFinding> old = new ArrayList<>(before);
    List<CodeFinding> left = new ArrayList<>();
    for (CodeFinding finding : after) {
      boolean isMoved =
          removeFirst(
              old,
              other ->
                  other.kind().equals(finding.kind()) && lines.now(other.line()) == finding.line());
      if (!isMoved) {
        left.add(finding);
      }
    }
    Map<CodeFinding.Kind, Integer> counts = new HashMap<>();
    old.forEach(each -> counts.merge(each.kind(), 1, Integer::sum));
    List<CodeFinding> fresh = new ArrayList<>();
    // Those outside of what was written are the likelier ones to be old.
    left.sort((a, b) -> Boolean.compare(lines.isWritten(a.line()), lines.isWritten(b.line())));
    for (CodeFinding finding : left) {
      int known = counts.getOrDefault(finding.kind(), 0);
      if (known > 0) {
        counts.put(finding.kind(), known - 1);
      } else {
        fresh.add(finding);
      }
    }
    return fresh;
  }

  /**
   * As {@link #between}, where nobody knows what was found before: those in lines that the edit
   * wrote.
   */
  public static List<CodeFinding> written(List<CodeFinding> after, EditedLines lines) {
    return after.stream().filter(finding -> lines.isWritten(finding.line())).toList();
  }

  /** Those that stand more than once, once. */
  static List<CodeFinding> distinct(List<CodeFinding> all) {
    Set<CodeFinding> once = all.stream().collect(Collectors.toCollection(LinkedHashSet::new));
    return List.copyOf(once);
  }

  private static boolean removeFirst(List<CodeFinding> all, Predicate<CodeFinding> which) {
    for (int i = 0; i < all.size(); i++) {
      if (which.test(all.get(i))) {
        all.remove(i);
        return true;
      }
    }
    return false;
  }
}
