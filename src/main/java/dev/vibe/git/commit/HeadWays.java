package dev.vibe.git.commit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Ways of HEAD from one commit to another, as the ledger has to follow them. What a commit of the
 * user's brought is still the user's when HEAD goes back behind it; what one of the session's
 * brought is then the session's again, and uncommitted. Owned by the thread of the session.
 */
final class HeadWays {

  private final Versions versions;
  private final Set<String> own = new LinkedHashSet<>();
  private final Set<String> mixed = new HashSet<>();
  private final Map<String, HeadWay> known = new HashMap<>();

  HeadWays(Versions versions) {
    this.versions = versions;
  }

  /**
   * Step of a way.
   *
   * @param to the commit that it leads to
   * @param kind what it means for what the run has no part in
   */
  record Step(String to, Kind kind) {}

  /** Kind of a step. */
  enum Kind {
    /** To what was built on it, or to anywhere else. */
    ONWARD,
    /** Behind a commit of the session's. */
    BEHIND_OWN,
    /** Behind a commit of the user's, or one that holds lines of theirs. */
    BEHIND_OTHERS
  }

  List<Step> between(String from, String to) {
    HeadWay way = known.computeIfAbsent(from + " " + to, key -> versions.way(from, to));
    List<Step> steps = new ArrayList<>();
    List<String> lost = way.lost();
    for (int i = 0; i < lost.size(); i++) {
      String next = i + 1 < lost.size() ? lost.get(i + 1) : way.through().getFirst();
      steps.add(new Step(next, isMixed(lost.get(i)) ? Kind.BEHIND_OTHERS : Kind.BEHIND_OWN));
    }
    way.through().stream()
        .skip(lost.isEmpty() ? 0 : 1) // the way back has come to the first
        .map(next -> new Step(next, Kind.ONWARD))
        .forEach(steps::add);
    return steps;
  }

  /** These commits are the session's. */
  void made(List<String> commits) {
    own.addAll(commits);
  }

  /** These hold lines of the user's as well. */
  void mixed(List<String> commits) {
    mixed.addAll(commits);
  }

  /** Whether a commit is not the session's alone. */
  boolean isMixed(String commit) {
    return mixed.contains(commit) || !own.contains(commit);
  }

  /** Full names, in order; some may be gone. */
  List<String> commits() {
    return List.copyOf(own);
  }
}
