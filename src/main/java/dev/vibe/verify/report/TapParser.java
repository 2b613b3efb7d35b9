package dev.vibe.verify.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parser of TAP, with the blocks of {@code node --test} and the comments of Perl; and of the form
 * that {@code node --test} has for people.
 */
final class TapParser implements LogParser {

  private static final int LONGEST = 60;

  private static final Pattern POINT =
      Pattern.compile("^(\\s*)(not )?ok\\b(?: (\\d{1,7}))?(?: -)?(?: (.*))?$");
  private static final Pattern NEXT =
      Pattern.compile("^\\s*(?:not )?ok\\b|^\\s*# Subtest: |^\\s*1\\.\\.\\d+$");

  private static final Pattern FORGIVEN = Pattern.compile("(?i)# *(?:todo|skip)\\b");
  private static final Pattern PLAN = Pattern.compile("^\\s*1\\.\\.\\d+|^TAP version \\d+");
  private static final Pattern PARENT = Pattern.compile("failureType: 'subtestsFailed'");
  private static final Pattern LOCATION =
      Pattern.compile("location: '(?:file://)?(.{1,400}?):(\\d{1,7}):\\d+'");
  private static final Pattern NODE = Pattern.compile("^\\s*failureType: '|^\\s*duration_ms: ");
  private static final Pattern LOADING =
      Pattern.compile("\\b(?:SyntaxError|ERR_MODULE_NOT_FOUND)\\b");

  private static final Pattern SPEC = Pattern.compile("^✖ failing tests:$");
  private static final Pattern SPEC_PLACE = Pattern.compile("^test at (.{1,400}):(\\d{1,7}):\\d+$");
  private static final Pattern SPEC_NAME = Pattern.compile("^✖ (.+) \\([\\d.]+m?s\\)$");
  private static final Pattern SPEC_RAN = Pattern.compile("^ℹ tests (\\d{1,7})$");

  @Override
  public Optional<FailureReport> read(LogLines log) {
    return log.has(SPEC) ? spec(log) : log.has(PLAN) ? points(log) : Optional.empty();
  }

  private static Optional<FailureReport> points(LogLines log) {
    List<Failure> failures = new ArrayList<>();
    int ran = 0;
    boolean isNode = log.has(NODE);
    for (int i = 0; i < log.size(); i++) {
      Matcher point = POINT.matcher(log.at(i));
      if (!point.matches()) {
        continue;
      }
      ran++;
      List<String> body = log.until(i + 1, NEXT, LONGEST);
      boolean isParent = body.stream().limit(12).anyMatch(line -> PARENT.matcher(line).find());
      boolean isForgiven = FORGIVEN.matcher(log.at(i)).find();
      if (isParent) {
        ran--;
      } else if (point.group(2) != null && !isForgiven) {
        failures.add(failure(point, body));
      }
    }
    return failures.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new FailureReport(
                isNode ? Format.NODE_TEST : Format.TAP,
                failures,
                failures.size(),
                OptionalInt.of(ran)));
  }

  private static Failure failure(Matcher point, List<String> body) {
    String name = point.group(4) == null ? "" : point.group(4).strip();
    List<String> said = new ArrayList<>();
    List<Place> located = new ArrayList<>();
    for (String line : body) {
      Matcher location = LOCATION.matcher(line);
      if (location.find()) {
        Places.add(located, location.group(1), location.group(2));
      } else if (!NODE.matcher(line).find() && !line.matches("\\s*(?:---|\\.\\.\\.)")) {
        said.add(line.startsWith(point.group(1)) ? line.substring(point.group(1).length()) : line);
      }
    }
    List<Place> places = new ArrayList<>(Places.in(body));
    places.removeAll(located);
    places.addAll(located);
    return new Failure(
        body.stream().anyMatch(line -> LOADING.matcher(line).find())
            ? Failure.Sort.BUILD
            : Failure.Sort.TEST,
        name.isEmpty() && point.group(3) != null ? point.group(3) : name,
        String.join("\n", said),
        places);
  }

  private static Optional<FailureReport> spec(LogLines log) {
    int start = 0;
    while (!SPEC.matcher(log.at(start)).matches()) {
      start++;
    }
    List<Failure> failures = new ArrayList<>();
    for (int i = start; i + 1 < log.size(); i++) {
      Matcher place = SPEC_PLACE.matcher(log.at(i));
      Matcher name = SPEC_NAME.matcher(log.at(i + 1));
      if (place.matches() && name.matches()) {
        List<String> body = log.until(i + 2, SPEC_PLACE, LONGEST);
        List<Place> places = new ArrayList<>(Places.in(body));
        Places.add(places, place.group(1), place.group(2));
        failures.add(
            new Failure(Failure.Sort.TEST, name.group(1), String.join("\n", body).strip(), places));
      }
    }
    return failures.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new FailureReport(
                Format.NODE_TEST,
                failures,
                failures.size(),
                log.last(SPEC_RAN)
                    .map(ran -> OptionalInt.of(Integer.parseInt(ran)))
                    .orElse(OptionalInt.empty())));
  }
}
