package dev.vibe.workspace.edit;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Style of indentation of a text.
 *
 * @param tabs whether a level is a tab
 * @param unit how many blanks a level is where it is not a tab
 */
record IndentStyle(boolean tabs, int unit) {

  private static final int USUAL_UNIT = 4;
  private static final int WIDEST_UNIT = 8;

  /** Lines looked at; more say nothing new. */
  private static final int SAMPLE = 2000;

  /** The style of a text, judged by its first lines. */
  static IndentStyle of(Lines lines) {
    return of(
        IntStream.range(0, Math.min(lines.count(), SAMPLE)).mapToObj(lines::content).toList());
  }

  static IndentStyle of(List<String> lines) {
    int withTab = 0;
    int withBlank = 0;
    int[] steps = new int[WIDEST_UNIT + 1];
    int before = 0;
    for (String line : lines) {
      String indent = indent(line);
      if (indent.length() == line.length()) {
        continue;
      }
      if (indent.startsWith("\t")) {
        withTab++;
      } else {
        withBlank += indent.isEmpty() ? 0 : 1;
        int step = Math.abs(indent.length() - before);
        if (step >= 2 && step <= WIDEST_UNIT) {
          steps[step]++;
        }
        before = indent.length();
      }
    }
    int unit = USUAL_UNIT;
    for (int i = 2; i <= WIDEST_UNIT; i++) {
      if (steps[i] > steps[unit]) {
        unit = i;
      }
    }
    return new IndentStyle(withTab > withBlank, unit);
  }

  /** The tabs and blanks that a line begins with. */
  static String indent(String line) {
    int end = 0;
    while (end < line.length() && (line.charAt(end) == ' ' || line.charAt(end) == '\t')) {
      end++;
    }
    return line.substring(0, end);
  }

  /** How far an indent reaches when tabs stop every {@code tab} columns. */
  static int columns(String indent, int tab) {
    int columns = 0;
    for (int i = 0; i < indent.length(); i++) {
      columns = indent.charAt(i) == '\t' ? (columns / tab + 1) * tab : columns + 1;
    }
    return columns;
  }

  /** An indent of this style that reaches as far. */
  String indentOf(int columns, int tab) {
    return tabs ? "\t".repeat(columns / tab) + " ".repeat(columns % tab) : " ".repeat(columns);
  }
}
