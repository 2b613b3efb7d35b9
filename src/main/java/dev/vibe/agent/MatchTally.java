package dev.vibe.agent;

import dev.vibe.problem.RefusalCode;
import dev.vibe.tool.EditPlacement;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Tally of how the edits of a session found their place. Owned by the session's thread. */
final class MatchTally {

  private static final String REFUSED = "refused";

  private final Map<String, Integer> counts = new TreeMap<>();

  void count(EditPlacement placement) {
    switch (placement) {
      case EditPlacement.Whole() -> {}
      case EditPlacement.Matched matched -> add(matched.step().name().toLowerCase(Locale.ROOT));
    }
  }

  void countRefusal(RefusalCode code) {
    if (code == RefusalCode.NOT_FOUND
        || code == RefusalCode.AMBIGUOUS
        || code == RefusalCode.STALE) {
      add(REFUSED);
    }
  }

  private void add(String key) {
    counts.merge(key, 1, Integer::sum);
  }

  /** What was counted since this was last asked. */
  Map<String, Integer> take() {
    Map<String, Integer> taken = Map.copyOf(counts);
    counts.clear();
    return taken;
  }
}
