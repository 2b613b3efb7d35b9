package dev.vibe.verify.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parser of the traces with which programs end that nobody tests: by their last words. */
final class TraceParser implements LogParser {

  private static final int LONGEST = 60;

  private static final Pattern PYTHON = Pattern.compile("^Traceback \\(most recent call last\\):");
  private static final Pattern PYTHON_SYNTAX = Pattern.compile("^  File \"[^\"]+\", line \\d+$");
  private static final Pattern UNLOADABLE =
      Pattern.compile(
          "^(?:SyntaxError|IndentationError|TabError|ImportError|ModuleNotFoundError)\\b"
              + "|ERR_MODULE_NOT_FOUND|Cannot find module");
  private static final Pattern JAVA =
      Pattern.compile(
          "^(?:Exception in thread \"[^\"]*\" )?(?:[\\w$]+\\.)+[\\w$]*(?:Exception|Error)\\b");
  private static final Pattern NODE =
      Pattern.compile("^(?:Uncaught )?(?:[A-Z]\\w*)?(?:Error|Exception)(?: \\[\\w+\\])?(?::|$)");
  private static final Pattern NODE_PLACE = Pattern.compile("^(?:file://)?(/.{1,300}):(\\d{1,7})$");
  private static final Pattern RUST = Pattern.compile("^thread '.*' (?:\\(\\d+\\) )?panicked at ");
  private static final Pattern GO = Pattern.compile("^panic: |^fatal error: ");
  private static final Pattern ASSERTION =
      Pattern.compile("\\.(?:c|cc|cpp|cxx|h|hpp):\\d+: .*\\bAssertion\\b.* failed");
  private static final Pattern SANITIZER =
      Pattern.compile("^==\\d+==ERROR: \\w+Sanitizer|: runtime error: ");
  private static final Pattern SHELL = Pattern.compile("^\\S{1,300}: line \\d{1,7}: ");
  private static final Pattern NEVER = Pattern.compile("(?!)");

  @Override
  public Optional<FailureReport> read(LogLines log) {
    List<Failure> failures = new ArrayList<>();
    for (int i = 0; i < log.size(); i++) {
      String line = log.at(i);
      if (PYTHON.matcher(line).find() || PYTHON_SYNTAX.matcher(line).matches()) {
        List<String> body = python(log, i);
        failures.add(failure(body, Places.in(body).reversed()));
        i += body.size() - 1;
      } else if (JAVA.matcher(line).find()) {
        List<String> body = log.until(i, NEVER, LONGEST);
        List<Place> own = JavaFrames.own(body);
        if (!own.isEmpty()) {
          failures.add(failure(frames(body), own));
          i += frames(body).size() - 1;
        }
      } else if (begins(line)) {
        List<String> body = log.until(i, NEVER, LONGEST);
        failures.add(failure(body, places(log, i, body)));
        break; // what follows is of the same end
      }
    }
    return failures.isEmpty()
        ? Optional.empty()
        : Optional.of(new FailureReport(Format.TRACE, failures));
  }

  private static boolean begins(String line) {
    return NODE.matcher(line).find()
        || RUST.matcher(line).find()
        || GO.matcher(line).find()
        || ASSERTION.matcher(line).find()
        || SANITIZER.matcher(line).find()
        || SHELL.matcher(line).find();
  }

  /** Up to the line that says what was raised. */
  private static List<String> python(LogLines log, int start) {
    List<String> body = new ArrayList<>(List.of(log.at(start)));
    for (int i = start + 1; i < log.size() && body.size() < LONGEST; i++) {
      body.add(log.at(i));
      if (!log.at(i).isEmpty() && !Character.isWhitespace(log.at(i).charAt(0))) {
        break;
      }
    }
    return body;
  }

  private static List<String> frames(List<String> body) {
    int end = 1;
    while (end < body.size() && body.get(end).matches("\\s+at .*|Caused by: .*|\\s+\\.\\.\\. .*")) {
      end++;
    }
    return body.subList(0, end);
  }

  /** Node names the place some lines before. */
  private static List<Place> places(LogLines log, int start, List<String> body) {
    List<Place> places = new ArrayList<>();
    for (int i = Math.max(0, start - 6); i < start; i++) {
      Matcher place = NODE_PLACE.matcher(log.at(i));
      if (place.matches()) {
        Places.add(places, place.group(1), place.group(2));
      }
    }
    places.addAll(Places.in(body));
    return places;
  }

  private static Failure failure(List<String> body, List<Place> places) {
    boolean unloadable = body.stream().anyMatch(line -> UNLOADABLE.matcher(line).find());
    String last = body.getFirst().startsWith("Traceback") ? body.getLast() : "";
    return new Failure(
        unloadable ? Failure.Sort.BUILD : Failure.Sort.OTHER,
        last,
        String.join("\n", body),
        places);
  }
}
