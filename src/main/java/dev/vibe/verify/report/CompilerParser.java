package dev.vibe.verify.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parser of the errors of javac, Maven, kotlinc, gcc, clang, ld, tsc, rustc and go. */
final class CompilerParser implements LogParser {

  /** Lines of an error with the code that it shows. */
  private static final int LONGEST = 14;

  /** A line that begins with a place; file, line and what is wrong. */
  private static final List<Pattern> ERRORS =
      List.of(
          Pattern.compile("^(?:\\[ERROR\\] )?(\\S.{0,300}?\\.java):(\\d{1,7}): error: (.*)"),
          Pattern.compile("^\\[ERROR\\] (\\S.{0,300}?\\.(?:java|kt)):\\[(\\d{1,7}),\\d+\\] (.*)"),
          Pattern.compile("^e: (?:file://)?(\\S.{0,300}?\\.kts?):(\\d{1,7}):\\d+:? (.*)"),
          Pattern.compile("^(\\S.{0,300}?\\.[cm]?tsx?)\\((\\d{1,7}),\\d+\\): error (TS\\d+: .*)"),
          Pattern.compile("^(\\S.{0,300}?\\.[cm]?tsx?):(\\d{1,7}):\\d+ - error (TS\\d+: .*)"),
          Pattern.compile(
              "^(\\S.{0,300}?\\.(?:c|cc|cpp|cxx|h|hh|hpp|m|mm)):(\\d{1,7}):(?:\\d+:)?"
                  + " (?:fatal )?error: (.*)"),
          Pattern.compile("^(?:vet: )?((?:\\./|/)?[\\w@./+-]{1,300}\\.go):(\\d{1,7}):\\d+: (.*)"));

  private static final Pattern RUST = Pattern.compile("^error(?:\\[E\\d+\\])?: (.*)");
  private static final Pattern RUST_PLACE = Pattern.compile("^ *--> (.{1,300}):(\\d{1,7}):\\d+");
  private static final Pattern LINKER =
      Pattern.compile(
          "undefined reference to [`'‘]|ld: symbol\\(s\\) not found|multiple definition of [`'‘]");
  private static final Pattern OTHER_LINE =
      Pattern.compile(
          "^\\S.{0,300}?:(?:\\[?\\d+[:,]|\\d+: )|^\\S.{0,300}?\\(\\d+,\\d+\\):"
              + " |^\\[|^(?:error|warning)\\b|^\\s*$|^\\d+ errors?$|^FAIL\\b|^# |^--- |^\\d+"
              + " errors? generated");

  @Override
  public Optional<FailureReport> read(LogLines log) {
    List<Failure> failures = new ArrayList<>();
    for (int i = 0; i < log.size(); i++) {
      String line = log.at(i);
      rust(log, i).or(() -> linker(line)).ifPresent(failures::add);
      for (Pattern pattern : ERRORS) {
        Matcher error = pattern.matcher(line);
        if (error.find() && Place.isOne(error.group(1), error.group(2))) {
          add(failures, error, log.until(i + 1, OTHER_LINE, LONGEST));
          break;
        }
      }
    }
    return failures.isEmpty()
        ? Optional.empty()
        : Optional.of(new FailureReport(Format.COMPILER, failures));
  }

  private static void add(List<Failure> failures, Matcher error, List<String> shown) {
    List<Place> places = new ArrayList<>();
    Places.add(places, error.group(1), error.group(2));
    List<String> said = new ArrayList<>(List.of(error.group(3)));
    said.addAll(shown);
    Failure failure = new Failure(Failure.Sort.BUILD, "", String.join("\n", said), places);
    boolean isTold =
        failures.stream()
            .anyMatch(
                other ->
                    other.places().equals(places)
                        && other.said().lines().findFirst().equals(Optional.of(error.group(3))));
    if (!isTold) {
      failures.add(failure);
    }
  }

  /** The place is told behind what is wrong. */
  private static Optional<Failure> rust(LogLines log, int index) {
    if (!RUST.matcher(log.at(index)).find()) {
      return Optional.empty();
    }
    List<String> said = new ArrayList<>(List.of(log.at(index)));
    List<Place> places = new ArrayList<>();
    for (String line : log.until(index + 1, Pattern.compile("^\\s*$"), 2 * LONGEST)) {
      said.add(line);
      Matcher place = RUST_PLACE.matcher(line);
      if (place.find()) {
        Places.add(places, place.group(1), place.group(2));
      }
    }
    return places.isEmpty()
        ? Optional.empty()
        : Optional.of(new Failure(Failure.Sort.BUILD, "", String.join("\n", said), places));
  }

  private static Optional<Failure> linker(String line) {
    return LINKER.matcher(line).find()
        ? Optional.of(new Failure(Failure.Sort.BUILD, "", line, Places.in(List.of(line))))
        : Optional.empty();
  }
}
