package dev.vibe.git.commit;

import dev.vibe.git.file.FileState;
import dev.vibe.git.file.FileState.Absent;
import dev.vibe.git.file.FileState.Held;
import dev.vibe.git.snapshot.WorktreeChange;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finder of files that a command moved: one that is gone, and a new one with the same content, or
 * most of it. Pure.
 */
final class MovedFiles {

  /** More pairs than this are not compared line by line. */
  private static final int MOST_PAIRS = 10_000;

  /** As Git counts it: half of the lines. */
  private static final double ALIKE = 0.5;

  private MovedFiles() {}

  /**
   * Which of the files that are gone the new one is.
   *
   * @param others how many files are new
   */
  static Optional<WorktreeChange> source(
      WorktreeChange made, List<WorktreeChange> gone, int others) {
    Optional<WorktreeChange> same =
        gone.stream()
            .filter(each -> each.before().sameAs(made.after()))
            .min((a, b) -> Boolean.compare(hasNameOf(b, made), hasNameOf(a, made)));
    if (same.isPresent() || (long) gone.size() * others > MOST_PAIRS) {
      return same;
    }
    Optional<WorktreeChange> best = Optional.empty();
    double most = ALIKE;
    for (WorktreeChange each : gone) {
      double alike = alike(each.before(), made.after());
      if (alike > most || (alike == most && best.isEmpty())) {
        best = Optional.of(each);
        most = alike;
      }
    }
    return best;
  }

  static boolean isGone(WorktreeChange change) {
    return change.before() instanceof Held && change.after() instanceof Absent;
  }

  static boolean isMade(WorktreeChange change) {
    return change.before() instanceof Absent && change.after() instanceof Held;
  }

  private static boolean hasNameOf(WorktreeChange one, WorktreeChange other) {
    Path name = one.path().absolute().getFileName();
    return name.equals(other.path().absolute().getFileName());
  }

  /** The part of the larger one's lines that the other one has, too. */
  private static double alike(FileState one, FileState other) {
    if (!(one instanceof Held a) || !(other instanceof Held b)) {
      return 0;
    }
    List<String> lines = lines(a);
    List<String> others = lines(b);
    Map<String, Integer> left = new HashMap<>();
    lines.forEach(line -> left.merge(line, 1, Integer::sum));
    long shared = others.stream().filter(line -> left.merge(line, -1, Integer::sum) >= 0).count();
    return (double) shared / Math.max(1, Math.max(lines.size(), others.size()));
  }

  private static List<String> lines(Held held) {
    return new String(held.bytes(), StandardCharsets.ISO_8859_1).lines().toList();
  }
}
