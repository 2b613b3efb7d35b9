package dev.vibe.verify.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parser of what Jest writes, and Vitest. */
final class JestParser implements LogParser {

  private static final int LONGEST = 80;

  private static final Pattern JEST = Pattern.compile("^ {0,4}● (\\S.*)$");
  private static final Pattern JEST_END =
      Pattern.compile("^ {0,4}● |^(?:Tests|Test Suites): |^ ?(?:FAIL|PASS) ");
  private static final Pattern UNLOADED = Pattern.compile("^Test suite failed to run$");
  private static final Pattern JEST_FILE = Pattern.compile("^ ?FAIL +(\\S+)");
  private static final Pattern JEST_COUNTS = Pattern.compile("^Tests: +((?:\\d+ [a-z]+(?:, )?)+)");

  private static final Pattern VITEST =
      Pattern.compile("^ ?FAIL +(\\S+)(?: > (.+?))?(?: \\[.*\\])?$");
  private static final Pattern VITEST_END = Pattern.compile("^ ?FAIL +\\S|^⎯{4,}");
  private static final Pattern VITEST_COUNTS =
      Pattern.compile("^ +Tests +((?:\\d+ [a-z]+(?: \\| )?)+) \\(\\d+\\)");

  private static final Pattern COUNT = Pattern.compile("(\\d{1,7}) (failed|passed)");

  @Override
  public Optional<FailureReport> read(LogLines log) {
    return jest(log).or(() -> vitest(log));
  }

  private static Optional<FailureReport> jest(LogLines log) {
    Optional<String> counts = log.last(JEST_COUNTS);
    if (counts.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Failure> failures = new LinkedHashMap<>();
    String file = "";
    for (int i = 0; i < log.size(); i++) {
      Matcher of = JEST_FILE.matcher(log.at(i));
      Matcher heading = JEST.matcher(log.at(i));
      if (of.find()) {
        file = of.group(1);
      } else if (heading.matches()) {
        List<String> body = log.until(i + 1, JEST_END, LONGEST);
        boolean unloaded = UNLOADED.matcher(heading.group(1)).matches();
        String name = unloaded ? file : heading.group(1);
        // Those of all files are told once more at the end.
        failures.putIfAbsent(
            name,
            new Failure(
                unloaded ? Failure.Sort.BUILD : Failure.Sort.TEST,
                name,
                String.join("\n", body),
                Places.in(body)));
      }
    }
    return report(Format.JEST, List.copyOf(failures.values()), counts.get());
  }

  private static Optional<FailureReport> vitest(LogLines log) {
    Optional<String> counts = log.last(VITEST_COUNTS);
    List<Failure> failures = new ArrayList<>();
    for (int i = 0; i < log.size(); i++) {
      Matcher heading = VITEST.matcher(log.at(i));
      if (heading.matches() && (heading.group(2) != null || counts.isPresent())) {
        List<String> body = log.until(i + 1, VITEST_END, LONGEST);
        boolean unloaded = heading.group(2) == null;
        failures.add(
            new Failure(
                unloaded ? Failure.Sort.BUILD : Failure.Sort.TEST,
                unloaded ? heading.group(1) : heading.group(2),
                String.join("\n", body),
                Places.in(body)));
      }
    }
    return counts.isEmpty() && failures.stream().noneMatch(f -> f.sort() == Failure.Sort.TEST)
        ? Optional.empty()
        : report(Format.VITEST, failures, counts.orElse(""));
  }

  private static Optional<FailureReport> report(
      Format format, List<Failure> failures, String counts) {
    int ran = 0;
    Matcher count = COUNT.matcher(counts);
    while (count.find()) {
      ran += Integer.parseInt(count.group(1));
    }
    return failures.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new FailureReport(
                format,
                failures,
                failures.size(),
                ran > 0 ? OptionalInt.of(ran) : OptionalInt.empty()));
  }
}
