package dev.vibe.context.compaction;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Short form of the long output of a command that the model has made of what it could, and has a
 * file with all of it: its ends, and the lines between them that tell a failure. Pure.
 */
final class OldOutput {

  /** Characters of an output that is worth it. */
  private static final int LONG = 8_000;

  /** Characters of whole lines that stay of its head and its end, and of failures between them. */
  private static final int HEAD = 1_000;

  private static final int TAIL = 2_000;
  private static final int FAILURES = 1_000;

  private static final int LONGEST_FAILURE = 200;

  /** What a test runner, a compiler or a program says of a failure, and how many there were. */
  private static final Pattern FAILURE =
      Pattern.compile(
          "\\bFAIL(?:ED|URES?|S)?\\b|\\b(?:ERROR|Error|error|fatal|panicked|Traceback|not ok)\\b"
              + "|(?:Error|Exception):|\\b\\d+ (?:failed|failing|passed|passing|failures?)\\b"
              + "|\\bTests run:|\\btest result:|[✗✘✕✖]");

  private OldOutput() {}

  /** Whether it is worth it. */
  static boolean isLong(String text) {
    return text.length() > LONG;
  }

  /** Its first and last lines, and those between them that tell a failure, with their numbers. */
  static String ends(String text) {
    List<String> lines = List.of(text.split("\n", -1));
    int head = 0;
    for (int left = HEAD; head < lines.size(); head++) {
      left -= lines.get(head).length() + 1;
      if (left < 0) {
        break;
      }
    }
    int tail = lines.size();
    for (int left = TAIL; tail > head; tail--) {
      left -= lines.get(tail - 1).length() + 1;
      if (left < 0) {
        break;
      }
    }
    List<String> out = new ArrayList<>(lines.subList(0, head));
    List<String> failures = failures(lines, head, tail);
    if (tail > head) {
      out.add(
          "[lines "
              + (head + 1)
              + "-"
              + tail
              + " of this result left out"
              + (failures.isEmpty() ? "]" : ", but for:]"));
    }
    out.addAll(failures);
    out.addAll(lines.subList(tail, lines.size()));
    return String.join("\n", out);
  }

  private static List<String> failures(List<String> lines, int from, int to) {
    List<String> failures = new ArrayList<>();
    int left = FAILURES;
    for (int i = from; i < to && left > 0; i++) {
      String line = lines.get(i);
      if (line.length() <= LONGEST_FAILURE && FAILURE.matcher(line).find()) {
        failures.add((i + 1) + ":" + line);
        left -= line.length() + 1;
      }
    }
    return failures;
  }
}
