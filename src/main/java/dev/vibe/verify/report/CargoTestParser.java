package dev.vibe.verify.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parser of what {@code cargo test} writes. */
final class CargoTestParser implements LogParser {

  private static final int LONGEST = 60;

  private static final Pattern FAILED = Pattern.compile("^test (\\S.*?) \\.\\.\\. FAILED");
  private static final Pattern HEADING = Pattern.compile("^---- (\\S.*?) stdout ----$");
  private static final Pattern END =
      Pattern.compile("^---- .* stdout ----$|^failures:$|^stack backtrace:|^test result: ");
  private static final Pattern RESULT =
      Pattern.compile("^test result: \\w+\\. (\\d{1,7}) passed; (\\d{1,7}) failed;");

  /** Of a test in a comment: {@code src/lib.rs - add (line 3)}. */
  private static final Pattern IN_COMMENT =
      Pattern.compile("^(\\S+\\.rs) - .*\\(line (\\d{1,7})\\)$");

  @Override
  public Optional<FailureReport> read(LogLines log) {
    Set<String> failed = new LinkedHashSet<>();
    Map<String, List<String>> bodies = new LinkedHashMap<>();
    int ran = 0;
    for (int i = 0; i < log.size(); i++) {
      String line = log.at(i);
      Matcher failure = FAILED.matcher(line);
      Matcher heading = HEADING.matcher(line);
      Matcher result = RESULT.matcher(line);
      if (failure.find()) {
        failed.add(failure.group(1));
      } else if (heading.matches()) {
        bodies.put(heading.group(1), log.until(i + 1, END, LONGEST));
      } else if (result.find()) {
        ran += Integer.parseInt(result.group(1)) + Integer.parseInt(result.group(2));
      }
    }
    List<Failure> failures = new ArrayList<>();
    for (String test : failed) {
      List<String> body = bodies.getOrDefault(test, List.of());
      List<Place> places = new ArrayList<>(Places.in(body));
      Matcher comment = IN_COMMENT.matcher(test);
      if (comment.matches()) {
        Places.add(places, comment.group(1), comment.group(2));
      }
      failures.add(new Failure(Failure.Sort.TEST, test, String.join("\n", body), places));
    }
    return failures.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new FailureReport(
                Format.CARGO_TEST,
                failures,
                failures.size(),
                ran > 0 ? OptionalInt.of(ran) : OptionalInt.empty()));
  }
}
