package dev.vibe.tool.builtin;

import java.util.ArrayList;
import java.util.List;

/**
 * Scanner of the lines of a text one after another, without their ends: LF, CRLF, or CR in a text
 * without any LF, as edits count them. Owned by one thread.
 */
final class LineScan {

  private final String text;
  private final char last;
  private int start;
  private int end;
  private int next;

  LineScan(String text) {
    this.text = text;
    this.last = text.indexOf('\n') < 0 ? '\r' : '\n';
  }

  /** Goes on to the next line; false when there is none. */
  boolean advance() {
    if (next >= text.length()) {
      return false;
    }
    start = next;
    int at = text.indexOf(last, start);
    end = at < 0 ? text.length() : at;
    next = end + 1;
    return true;
  }

  /** The line that was reached. */
  String line() {
    boolean pair = end > start && last == '\n' && text.charAt(end - 1) == '\r';
    return text.substring(start, pair ? end - 1 : end);
  }

  static List<String> all(String text) {
    List<String> lines = new ArrayList<>();
    LineScan scan = new LineScan(text);
    while (scan.advance()) {
      lines.add(scan.line());
    }
    return lines;
  }
}
