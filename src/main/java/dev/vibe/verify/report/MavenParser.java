package dev.vibe.verify.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parser of what Maven's Surefire writes to the console, and Gradle. */
final class MavenParser implements LogParser {

  private static final int LONGEST = 40;

  /**
   * {@code [ERROR] a.CalcTest.adds -- Time elapsed: 0.01 s <<< FAILURE!}; earlier in parentheses.
   */
  private static final Pattern DETAIL =
      Pattern.compile("^\\[ERROR\\] +(\\S+?) .{0,80}Time elapsed: .*<<< (?:FAILURE|ERROR)!");

  private static final Pattern OLD_NAME = Pattern.compile("^(\\w+)(?:\\[.*\\])?\\((\\S+)\\)$");
  private static final Pattern DETAIL_END = Pattern.compile("^\\[(?:ERROR|INFO|WARNING)\\]|^\\s*$");

  /** {@code [ERROR] CalcTest.adds:12 expected: <5> but was: <-1>}. */
  private static final Pattern BRIEF =
      Pattern.compile("^\\[ERROR\\] {2,}(\\w[\\w$]*)\\.(\\w+)(?:[({].*?[)}])?:(\\d{1,7})\\b(.*)$");

  private static final Pattern COUNTS =
      Pattern.compile(
          "^\\[(?:ERROR|WARNING|INFO)\\] Tests run: (\\d{1,7}), Failures: \\d+, Errors:"
              + " \\d+[^-]*$");

  private static final Pattern GRADLE =
      Pattern.compile("^(\\w[\\w.$]*) > (.+?)(?:\\(\\))? FAILED$");
  private static final Pattern GRADLE_END = Pattern.compile("^\\S");
  private static final Pattern GRADLE_COUNTS =
      Pattern.compile("^(\\d{1,7}) tests? completed, \\d+ failed");

  @Override
  public Optional<FailureReport> read(LogLines log) {
    return maven(log).or(() -> gradle(log));
  }

  private static Optional<FailureReport> maven(LogLines log) {
    Map<String, Failure> failures = new LinkedHashMap<>();
    for (int i = 0; i < log.size(); i++) {
      Matcher detail = DETAIL.matcher(log.at(i));
      if (detail.find()) {
        String name = name(detail.group(1));
        List<String> body = log.until(i + 1, DETAIL_END, LONGEST);
        if (!name.isEmpty()) {
          failures.putIfAbsent(shortened(name), failure(name, body));
        }
      }
    }
    for (String line : log.all()) {
      Matcher brief = BRIEF.matcher(line);
      if (brief.find()) {
        String name = brief.group(1) + "#" + brief.group(2);
        String outer = brief.group(1).replaceFirst("\\$.*", "");
        failures.putIfAbsent(
            name,
            new Failure(
                Failure.Sort.TEST,
                name,
                brief.group(4),
                List.of(
                    new Place(outer + ".java", Math.max(1, Integer.parseInt(brief.group(3)))))));
      }
    }
    return failures.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new FailureReport(
                Format.MAVEN,
                List.copyOf(failures.values()),
                failures.size(),
                log.last(COUNTS)
                    .map(ran -> OptionalInt.of(Integer.parseInt(ran)))
                    .orElse(OptionalInt.empty())));
  }

  /** With {@code #} before the method; empty for a whole class, which is told method by method. */
  private static String name(String written) {
    Matcher old = OLD_NAME.matcher(written);
    if (old.matches()) {
      return old.group(2) + "#" + old.group(1);
    }
    String plain = written.replaceFirst("[({].*", "");
    int method = plain.lastIndexOf('.');
    boolean isMethod =
        method > 0
            && method + 1 < plain.length()
            && !Character.isUpperCase(plain.charAt(method + 1));
    return isMethod ? plain.substring(0, method) + "#" + plain.substring(method + 1) : "";
  }

  /** Without its package, as the brief lines have it. */
  private static String shortened(String name) {
    int method = name.indexOf('#');
    return name.substring(name.lastIndexOf('.', method) + 1);
  }

  private static Failure failure(String name, List<String> body) {
    return new Failure(Failure.Sort.TEST, name, String.join("\n", body), JavaFrames.own(body));
  }

  private static Optional<FailureReport> gradle(LogLines log) {
    List<Failure> failures = new ArrayList<>();
    for (int i = 0; i < log.size(); i++) {
      Matcher heading = GRADLE.matcher(log.at(i));
      if (heading.matches()) {
        List<String> body = log.until(i + 1, GRADLE_END, LONGEST);
        failures.add(failure(heading.group(1) + "#" + heading.group(2), body));
      }
    }
    return failures.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new FailureReport(
                Format.GRADLE,
                failures,
                failures.size(),
                log.last(GRADLE_COUNTS)
                    .map(ran -> OptionalInt.of(Integer.parseInt(ran)))
                    .orElse(OptionalInt.empty())));
  }
}
