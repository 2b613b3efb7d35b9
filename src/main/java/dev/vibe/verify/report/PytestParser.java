package dev.vibe.verify.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parser of what pytest writes, with its short summary or without. */
final class PytestParser implements LogParser {

  private static final int LONGEST = 200;

  private static final Pattern HEADING = Pattern.compile("^_{3,} (\\S.*?) _{3,}$");
  private static final Pattern END =
      Pattern.compile("^(?:_{3,} \\S.* _{3,}|={3,}.*={3,}|!{3,}.*)$");
  private static final Pattern SUMMARY =
      Pattern.compile("^(FAILED|ERROR) (\\S+?\\.py\\S*?(?:\\[.*?\\])?)(?: - (.*))?$");
  private static final Pattern COUNTS =
      Pattern.compile("^=* ?((?:\\d+ [a-z]+(?:, )?)+) in [\\d.]+s");
  private static final Pattern COUNT = Pattern.compile("(\\d{1,7}) (failed|passed|errors?)");
  private static final Pattern COLLECTING = Pattern.compile("^ERROR collecting (\\S+)$");
  private static final Pattern SETUP = Pattern.compile("^ERROR at (?:setup|teardown) of (\\S.*)$");
  private static final Pattern UNLOADABLE =
      Pattern.compile("^(?:E +)?(?:\\w+\\.)*(?:SyntaxError|IndentationError|TabError)\\b");

  @Override
  public Optional<FailureReport> read(LogLines log) {
    Optional<String> counts = log.last(COUNTS);
    Map<String, List<String>> bodies = bodies(log);
    List<Failure> failures = new ArrayList<>();
    for (String line : log.all()) {
      Matcher summary = SUMMARY.matcher(line);
      if (summary.matches()) {
        String name = summary.group(2);
        List<String> body = bodies.getOrDefault(heading(name), List.of());
        boolean collects = summary.group(1).equals("ERROR") && !name.contains("::");
        String brief = summary.group(3) == null ? "" : summary.group(3);
        failures.add(failure(collects, name, body.isEmpty() ? List.of(brief) : body));
      }
    }
    if (failures.isEmpty() && counts.isPresent()) {
      bodies.forEach((heading, body) -> failures.add(unnamed(heading, body)));
    }
    if (failures.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new FailureReport(
            Format.PYTEST,
            failures,
            counts.map(text -> sum(text, "failed", "error", "errors")).orElse(0),
            counts
                .map(text -> OptionalInt.of(sum(text, "failed", "passed")))
                .orElse(OptionalInt.empty())));
  }

  private static Failure unnamed(String heading, List<String> body) {
    List<Place> places = Places.in(body);
    Matcher collecting = COLLECTING.matcher(heading);
    String file =
        collecting.matches() ? heading : places.isEmpty() ? "" : places.getFirst().file() + "::";
    return failure(collecting.matches(), file + heading.replace(".", "::"), body);
  }

  private static Failure failure(boolean collects, String name, List<String> body) {
    boolean unloadable =
        collects || body.stream().anyMatch(line -> UNLOADABLE.matcher(line).find());
    return new Failure(
        unloadable ? Failure.Sort.BUILD : Failure.Sort.TEST,
        name,
        String.join("\n", body),
        Places.in(body).reversed());
  }

  /** The text of each failure by its heading. */
  private static Map<String, List<String>> bodies(LogLines log) {
    Map<String, List<String>> bodies = new LinkedHashMap<>();
    for (int i = 0; i < log.size(); i++) {
      Matcher heading = HEADING.matcher(log.at(i));
      if (heading.matches()) {
        bodies.putIfAbsent(bare(heading.group(1)), log.until(i + 1, END, LONGEST));
      }
    }
    return bodies;
  }

  private static String bare(String heading) {
    Matcher collecting = COLLECTING.matcher(heading);
    Matcher setup = SETUP.matcher(heading);
    return collecting.matches() ? collecting.group(1) : setup.matches() ? setup.group(1) : heading;
  }

  /** The heading that a test has: its name without the file. */
  private static String heading(String name) {
    int file = name.indexOf("::");
    if (file < 0) {
      return name;
    }
    String rest = name.substring(file + 2);
    int parameters = rest.indexOf('[');
    return parameters < 0
        ? rest.replace("::", ".")
        : rest.substring(0, parameters).replace("::", ".") + rest.substring(parameters);
  }

  private static int sum(String counts, String... words) {
    int sum = 0;
    Matcher count = COUNT.matcher(counts);
    while (count.find()) {
      if (List.of(words).contains(count.group(2))) {
        sum += Integer.parseInt(count.group(1));
      }
    }
    return sum;
  }
}
