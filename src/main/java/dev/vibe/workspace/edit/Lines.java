package dev.vibe.workspace.edit;

import java.util.Arrays;

/**
 * Index of where the lines of a text begin and end. A line break is LF or CRLF; in a text without
 * any LF it is CR. The last line may lack its break; a text that ends with a break has no empty
 * line after it.
 */
final class Lines {

  private final String text;
  private final int[] starts;
  private final int count;
  private final boolean carriageReturns;

  private Lines(String text, int[] starts, int count, boolean carriageReturns) {
    this.text = text;
    this.starts = starts;
    this.count = count;
    this.carriageReturns = carriageReturns;
  }

  static Lines of(String text) {
    boolean carriageReturns = text.indexOf('\n') < 0 && text.indexOf('\r') >= 0;
    char last = carriageReturns ? '\r' : '\n';
    int[] starts = new int[Math.max(16, text.length() / 24)];
    int count = 0;
    int from = 0;
    while (from < text.length()) {
      if (count + 1 >= starts.length) {
        starts = Arrays.copyOf(starts, starts.length * 2);
      }
      starts[count++] = from;
      int at = text.indexOf(last, from);
      from = at < 0 ? text.length() : at + 1;
    }
    starts[count] = text.length();
    return new Lines(text, starts, count, carriageReturns);
  }

  String text() {
    return text;
  }

  int count() {
    return count;
  }

  /** True when the line breaks of the text are single carriage returns. */
  boolean carriageReturns() {
    return carriageReturns;
  }

  /** Offset of a line's first character; for {@link #count()}, the end of the text. */
  int start(int line) {
    return starts[line];
  }

  /** Offset behind a line's last character, before its break. */
  int contentEnd(int line) {
    int end = starts[line + 1];
    if (end == starts[line]) {
      return end;
    }
    char last = text.charAt(end - 1);
    if (carriageReturns) {
      return last == '\r' ? end - 1 : end;
    }
    if (last != '\n') {
      return end;
    }
    return end - 1 > starts[line] && text.charAt(end - 2) == '\r' ? end - 2 : end - 1;
  }

  String content(int line) {
    return text.substring(starts[line], contentEnd(line));
  }

  /** The break at the end of a line; empty when the text ends there without one. */
  String lineBreak(int line) {
    return text.substring(contentEnd(line), starts[line + 1]);
  }

  /** The line that holds an offset; the end of the text belongs to the last line. */
  int lineAt(int offset) {
    int at = Arrays.binarySearch(starts, 0, count, offset);
    return at >= 0 ? at : Math.max(0, -at - 2);
  }

  /** True when the text is not empty and its last line has no break. */
  boolean endsOpen() {
    return count > 0 && contentEnd(count - 1) == starts[count];
  }

  /** The break of a line, or of the nearest line that has one, upwards first; else empty. */
  String breakNear(int line) {
    for (int i = Math.min(line, count - 1); i >= 0; i--) {
      if (!lineBreak(i).isEmpty()) {
        return lineBreak(i);
      }
    }
    return count > 0 ? lineBreak(0) : "";
  }
}
