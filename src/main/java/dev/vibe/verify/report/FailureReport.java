package dev.vibe.verify.report;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Report of a command that failed.
 *
 * @param failures those that are told one by one, at most {@link #MOST}
 * @param failed how many there are in all
 * @param ran how many tests ran, where that is known
 */
public record FailureReport(Format format, List<Failure> failures, int failed, OptionalInt ran) {

  /** Nobody reads more, and the first are most often the cause of the rest. */
  public static final int MOST = 50;

  public FailureReport {
    failed = Math.max(failed, failures.size());
    failures = failures.stream().limit(MOST).toList();
  }

  /** Without a count of what ran. */
  FailureReport(Format format, List<Failure> failures) {
    this(format, failures, failures.size(), OptionalInt.empty());
  }

  /** Whether something could not even be built, or loaded. */
  public boolean isBroken() {
    return failures.stream().anyMatch(failure -> failure.sort() == Failure.Sort.BUILD);
  }

  /** Whether its failures are known one by one. */
  public boolean isDetailed() {
    return format != Format.LOG;
  }

  /** Names of the tests that failed, each once. */
  public List<String> tests() {
    return failures.stream()
        .filter(failure -> failure.sort() == Failure.Sort.TEST && !failure.name().isEmpty())
        .map(Failure::name)
        .distinct()
        .toList();
  }

  /** What is called what in it, to be compared with those of another run. */
  public Set<String> titles() {
    return failures.stream().map(Failure::title).collect(Collectors.toSet());
  }
}
