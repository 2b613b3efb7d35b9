package dev.vibe.verify.report;

import dev.vibe.json.JsonShapeException;
import dev.vibe.json.JsonTree;
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

/** Parser of what {@code go test} writes: plain, with {@code -v}, and with {@code -json}. */
final class GoTestParser implements LogParser {

  private static final int LONGEST = 120;

  private static final Pattern ENDED =
      Pattern.compile("^\\s*--- (FAIL|PASS|SKIP): (\\S+) \\([\\d.]+s\\)");
  private static final Pattern GOES_ON = Pattern.compile("^=== (?:RUN|CONT|NAME|PAUSE)\\s+(\\S+)");
  private static final Pattern PACKAGE = Pattern.compile("^(?:FAIL|ok {2})\\t(\\S+)(?:\\t| \\[)");
  private static final Pattern EVENT = Pattern.compile("^\\{.*\"Action\":\"\\w+\".*\\}$");
  private static final Pattern OWN = Pattern.compile("^(?:panic|testing|runtime|created by)\\b");

  @Override
  public Optional<FailureReport> read(LogLines log) {
    LogLines plain = log.has(EVENT) ? said(log) : log;
    Map<String, List<String>> details = new LinkedHashMap<>();
    Set<String> failed = new LinkedHashSet<>();
    int ended = 0;
    String current = "";
    for (String line : plain.all()) {
      Matcher end = ENDED.matcher(line);
      Matcher on = GOES_ON.matcher(line);
      if (end.find()) {
        current = end.group(2);
        ended++;
        if (end.group(1).equals("FAIL")) {
          failed.add(current);
        }
      } else if (on.find()) {
        current = on.group(1);
      } else if (PACKAGE.matcher(line).find() || line.equals("FAIL") || line.equals("PASS")) {
        current = "";
      } else if (!current.isEmpty()) {
        List<String> lines = details.computeIfAbsent(current, test -> new ArrayList<>());
        if (lines.size() < LONGEST) {
          lines.add(line);
        }
      }
    }
    List<Failure> failures = new ArrayList<>();
    for (String test : failed) {
      if (failed.stream().noneMatch(other -> other.startsWith(test + "/"))) {
        failures.add(failure(test, details.getOrDefault(test, List.of())));
      }
    }
    return failures.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new FailureReport(
                Format.GO_TEST,
                failures,
                failures.size(),
                ended > failed.size() ? OptionalInt.of(ended) : OptionalInt.empty()));
  }

  private static Failure failure(String test, List<String> lines) {
    List<Place> places = new ArrayList<>(Places.in(lines));
    places.removeIf(place -> OWN.matcher(place.file()).find());
    return new Failure(Failure.Sort.TEST, test, String.join("\n", lines), places);
  }

  /** The text that the events of {@code -json} carry. */
  private static LogLines said(LogLines log) {
    StringBuilder text = new StringBuilder();
    for (String line : log.all()) {
      if (EVENT.matcher(line).matches()) {
        output(line).ifPresent(text::append);
      } else {
        text.append(line).append('\n');
      }
    }
    return LogLines.of(text.toString());
  }

  private static Optional<String> output(String line) {
    try {
      return JsonTree.read(line) instanceof Map<?, ?> event
              && event.get("Output") instanceof String output
          ? Optional.of(output)
          : Optional.empty();
    } catch (JsonShapeException e) {
      return Optional.empty();
    }
  }
}
