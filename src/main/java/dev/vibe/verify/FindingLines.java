package dev.vibe.verify;

import java.util.ArrayList;
import java.util.List;

/** Lines by which the model is told of findings: errors first, and few. Pure. */
public final class FindingLines {

  /** The head and the count of what is left out among them. */
  public static final int MOST = 10;

  private FindingLines() {}

  /** None where there are no findings. */
  public static List<String> of(String head, List<CodeFinding> found) {
    List<CodeFinding> ordered =
        NewFindings.distinct(found).stream().sorted(CodeFinding.ORDER).toList();
    if (ordered.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>(List.of(head));
    int room = MOST - 1;
    int shown = ordered.size() <= room ? ordered.size() : room - 1;
    ordered.stream().limit(shown).map(CodeFinding::shown).forEach(lines::add);
    if (shown < ordered.size()) {
      lines.add("and " + (ordered.size() - shown) + " more");
    }
    return lines;
  }
}
