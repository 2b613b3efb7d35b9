package dev.vibe.workspace.edit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Text in a form in which less differs, line by line, with the way back to the text. The last line
 * has a break here also when the text ends without one.
 */
final class FoldedText {

  private final Lines lines;
  private final MatchStep step;
  private final StringBuilder folded;
  private final int[] starts;

  private FoldedText(Lines lines, MatchStep step) {
    this.lines = lines;
    this.step = step;
    this.folded = new StringBuilder(lines.text().length() + 1);
    this.starts = new int[lines.count() + 1];
    for (int i = 0; i < lines.count(); i++) {
      starts[i] = folded.length();
      appendLine(i);
    }
    starts[lines.count()] = folded.length();
  }

  /**
   * Folds for one of the steps {@code LINE_ENDINGS}, {@code TRAILING_BLANKS}, {@code LOOK_ALIKES}.
   */
  static FoldedText of(Lines lines, MatchStep step) {
    return new FoldedText(lines, step);
  }

  private void appendLine(int line) {
    int start = lines.start(line);
    int end = lines.contentEnd(line);
    if (step == MatchStep.LOOK_ALIKES && LookAlikes.possibleIn(lines.content(line))) {
      folded.append(withoutTrailingBlanks(LookAlikes.fold(lines.content(line)).text()));
    } else {
      boolean whole = step == MatchStep.LINE_ENDINGS;
      folded.append(lines.text(), start, whole ? end : blanksStart(lines.text(), start, end));
    }
    folded.append('\n');
  }

  static String withoutTrailingBlanks(String line) {
    return line.substring(0, blanksStart(line, 0, line.length()));
  }

  private static int blanksStart(String text, int start, int end) {
    int at = end;
    while (at > start && isBlank(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\f' || c == '\u000B';
  }

  /** The parts of the text that fold to the same as {@code old}, at most {@code limit}. */
  List<Region> find(String old, int limit) {
    List<String> segments = Region.segments(old, lines.carriageReturns());
    List<Region> found = find(folded(segments, false), segments.size(), false, limit);
    String last = segments.getLast();
    boolean strips = step != MatchStep.LINE_ENDINGS && !last.equals(withoutTrailingBlanks(last));
    return found.isEmpty() && strips
        ? find(folded(segments, true), segments.size(), true, limit)
        : found;
  }

  /** What comes before a line end loses its blanks; what ends inside a line does not. */
  private String folded(List<String> segments, boolean lastEndsLine) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      boolean last = i == segments.size() - 1;
      if (step == MatchStep.LOOK_ALIKES) {
        segment = LookAlikes.fold(segment).text();
      }
      if (step != MatchStep.LINE_ENDINGS && (!last || lastEndsLine)) {
        segment = withoutTrailingBlanks(segment);
      }
      out.append(segment).append(last ? "" : "\n");
    }
    return out.toString();
  }

  private List<Region> find(String what, int segments, boolean atLineEnd, int limit) {
    if (what.isBlank()) {
      return List.of();
    }
    List<Region> found = new ArrayList<>();
    for (int at : Occurrences.find(folded, what, limit)) {
      int end = at + what.length();
      int from = origin(at, lineOf(at));
      int to = origin(end, lineOf(end));
      if (from >= 0 && to >= 0 && (!atLineEnd || folded.charAt(end) == '\n')) {
        found.add(Region.of(lines, from, to, segments));
      }
    }
    return found;
  }

  private int lineOf(int offset) {
    int at = Arrays.binarySearch(starts, offset);
    return at >= 0 ? at : -at - 2;
  }

  /** Offset in the text, or -1 when one character of the text became more than one here. */
  private int origin(int offset, int line) {
    if (line == lines.count()) {
      return lines.text().length();
    }
    int column = offset - starts[line];
    if (step != MatchStep.LOOK_ALIKES) {
      return lines.start(line) + column;
    }
    int inLine = LookAlikes.fold(lines.content(line)).origin(column);
    return inLine < 0 ? -1 : lines.start(line) + inLine;
  }
}
