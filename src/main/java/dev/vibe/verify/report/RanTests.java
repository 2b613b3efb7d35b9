package dev.vibe.verify.report;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counter of the tests that ran, by the lines with which runners end; skipped ones do not count.
 */
final class RanTests {

  static final int UNKNOWN = -1;

  /** The sum of the groups; of the last such line. */
  private static final List<Pattern> LAST =
      List.of(
          Pattern.compile("^=*.*?(?:(\\d{1,7}) failed, )?(\\d{1,7}) passed\\b.* in [\\d.]+s"),
          Pattern.compile("^Ran (\\d{1,7}) tests? in "),
          Pattern.compile("^\\[(?:INFO|WARNING|ERROR)\\] Tests run: (\\d{1,7}), [^-]*$"),
          Pattern.compile("^Tests: +(?:(\\d{1,7}) failed, )?(?:\\d+ \\w+, )*?(\\d{1,7}) passed"),
          Pattern.compile("^ +Tests +(?:(\\d{1,7}) failed \\| )?(\\d{1,7}) passed"));

  /** The first group less the second, which are told on two lines. */
  private static final Pattern NODE = Pattern.compile("^(?:#|ℹ) tests (\\d{1,7})$");

  private static final Pattern NODE_SKIPPED = Pattern.compile("^(?:#|ℹ) skipped (\\d{1,7})$");

  /** All such lines together. */
  private static final Pattern RUST =
      Pattern.compile("^test result: \\w+\\. (\\d{1,7}) passed; (\\d{1,7}) failed");

  private RanTests() {}

  static int in(LogLines log) {
    if (log.last(NODE).isPresent()) {
      int skipped = log.last(NODE_SKIPPED).map(Integer::parseInt).orElse(0);
      return Integer.parseInt(log.last(NODE).get()) - skipped;
    }
    for (Pattern pattern : LAST) {
      int found = UNKNOWN;
      for (String line : log.all()) {
        Matcher matcher = pattern.matcher(line);
        if (matcher.find()) {
          found = sum(matcher);
        }
      }
      if (found != UNKNOWN) {
        return found;
      }
    }
    return rust(log);
  }

  private static int rust(LogLines log) {
    int found = UNKNOWN;
    for (String line : log.all()) {
      Matcher matcher = RUST.matcher(line);
      if (matcher.find()) {
        found = Math.max(0, found) + sum(matcher);
      }
    }
    return found;
  }

  private static int sum(Matcher matcher) {
    int sum = 0;
    for (int group = 1; group <= matcher.groupCount(); group++) {
      String count = matcher.group(group);
      sum += count == null ? 0 : Integer.parseInt(count);
    }
    return sum;
  }
}
