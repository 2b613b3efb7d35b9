package dev.vibe.verify.report;

import dev.vibe.text.Truncation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reader of what a command that failed has to say: by the reports that it wrote, by its log, or
 * else by the two ends of that. Pure; never throws, whatever it is given.
 */
public final class FailureReader {

  /** In characters, of a log that nobody here can read. */
  private static final Truncation.Keep ENDS = new Truncation.Keep(600, 3_000);

  private static final Pattern NOT_BUILT =
      Pattern.compile("^FAIL\\t\\S+ \\[(?:build|setup) failed\\]");

  /** Compilers before traces, which any log may hold. */
  private static final List<LogParser> PARSERS =
      List.of(
          new PytestParser(),
          new UnittestParser(),
          new MavenParser(),
          new GoTestParser(),
          new CargoTestParser(),
          new JestParser(),
          new TapParser(),
          new CompilerParser(),
          new TraceParser());

  private FailureReader() {}

  /**
   * Reads a failed run.
   *
   * @param log what it wrote
   * @param reports texts of files in the XML of JUnit that it wrote
   */
  public static FailureReport read(String log, List<String> reports) {
    LogLines lines = LogLines.of(log);
    Optional<FailureReport> told = ofLog(lines);
    Optional<FailureReport> written =
        told.filter(report -> isTelling(report.format())).isPresent()
            ? Optional.empty()
            : JunitXml.read(reports);
    return written.or(() -> told).orElseGet(() -> unread(lines));
  }

  /** How many tests ran, by the log of a command, whether it failed or not; negative if unknown. */
  public static int ran(String log) {
    return RanTests.in(LogLines.of(log));
  }

  /** Whether the log of such a run says more than the files that it wrote. */
  private static boolean isTelling(Format format) {
    return switch (format) {
      case MAVEN, GRADLE, JUNIT_XML, TRACE, LOG -> false;
      case PYTEST, UNITTEST, GO_TEST, CARGO_TEST, JEST, VITEST, NODE_TEST, TAP, COMPILER -> true;
    };
  }

  private static Optional<FailureReport> ofLog(LogLines lines) {
    for (LogParser parser : PARSERS) {
      Optional<FailureReport> found = parser.read(lines);
      if (found.isPresent()) {
        return lines.has(NOT_BUILT) ? found.map(report -> withBuild(report, lines)) : found;
      }
    }
    return Optional.empty();
  }

  /** Of some packages the tests failed, and others could not be built. */
  private static FailureReport withBuild(FailureReport tests, LogLines lines) {
    if (tests.isBroken()) {
      return tests;
    }
    List<Failure> all =
        new ArrayList<>(
            new CompilerParser().read(lines).map(FailureReport::failures).orElse(List.of()));
    int broken = all.size();
    all.addAll(tests.failures());
    return new FailureReport(tests.format(), all, tests.failed() + broken, tests.ran());
  }

  private static FailureReport unread(LogLines lines) {
    String all = String.join("\n", lines.all());
    String ends = Truncation.chars(all, ENDS).text();
    return new FailureReport(
        Format.LOG, List.of(new Failure(Failure.Sort.OTHER, "", ends, Places.in(lines.all()))));
  }
}
