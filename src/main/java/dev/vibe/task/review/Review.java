package dev.vibe.task.review;

import dev.vibe.event.RunResult;
import java.util.List;
import java.util.Optional;

/**
 * Review of a change.
 *
 * @param of what was reviewed, such as {@code main...HEAD}
 * @param findings the heaviest first, then by place
 * @param dropped how many were about nothing that the change touched
 * @param runs by which they were found
 * @param unusable what was wrong with the last answer, where none could be used; else empty
 * @param commit whose lines the findings count; empty for what is not committed
 */
public record Review(
    String of,
    List<ReviewFinding> findings,
    int dropped,
    List<RunResult> runs,
    Optional<String> unusable,
    String commit) {

  /** Of no commit. */
  public Review(
      String of,
      List<ReviewFinding> findings,
      int dropped,
      List<RunResult> runs,
      Optional<String> unusable) {
    this(of, findings, dropped, runs, unusable, "");
  }

  public Review {
    findings = List.copyOf(findings);
    runs = List.copyOf(runs);
  }

  /** The same of that commit. */
  public Review at(String reviewed) {
    return new Review(of, findings, dropped, runs, unusable, reviewed);
  }

  /** The run that ended badly, and with it the review; empty when none did. */
  public Optional<RunResult.Ending.Badly> broken() {
    return runs.isEmpty() || !(runs.getLast().ending() instanceof RunResult.Ending.Badly badly)
        ? Optional.empty()
        : Optional.of(badly);
  }

  /** Whether it has a finding of that weight or a heavier one. */
  public boolean has(Severity least) {
    return findings.stream().anyMatch(finding -> finding.severity().compareTo(least) >= 0);
  }
}
