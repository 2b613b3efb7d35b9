package dev.vibe.workspace.edit;

import java.util.ArrayList;
import java.util.List;

/**
 * Region of a text that the old text of an edit stands for, cut at line breaks as the old text is.
 *
 * @param start offset of its first character
 * @param end offset behind its last character
 * @param line index of the line it begins in
 * @param segments what the text has for each segment of the old text
 * @param breaks the line break behind each segment but the last; empty at the end of a text that
 *     ends without one
 * @param nearBreak the kind of line break around it; empty in a text without any
 */
record Region(
    int start, int end, int line, List<String> segments, List<String> breaks, String nearBreak) {

  Region {
    segments = List.copyOf(segments);
    breaks = List.copyOf(breaks);
  }

  static Region of(Lines lines, int start, int end, int count) {
    int first = lines.lineAt(start);
    List<String> segments = new ArrayList<>(count);
    List<String> breaks = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int line = first + i;
      if (line >= lines.count()) {
        segments.add("");
      } else {
        int from = Math.max(start, lines.start(line));
        int to = Math.max(from, Math.min(end, lines.contentEnd(line)));
        segments.add(lines.text().substring(from, to));
      }
      if (i < count - 1) {
        breaks.add(line < lines.count() ? lines.lineBreak(line) : "");
      }
    }
    return new Region(start, end, first, segments, breaks, lines.breakNear(first + count - 1));
  }

  /** Cuts a text at LF and CRLF, and at CR where that is the line break of the file. */
  static List<String> segments(String text, boolean carriageReturns) {
    List<String> segments = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        boolean pair = i > from && text.charAt(i - 1) == '\r';
        segments.add(text.substring(from, pair ? i - 1 : i));
        from = i + 1;
      } else if (c == '\r' && carriageReturns && !text.startsWith("\n", i + 1)) {
        segments.add(text.substring(from, i));
        from = i + 1;
      }
    }
    segments.add(text.substring(from));
    return segments;
  }

  /** True when the last break is one that the text does not have. */
  boolean endsOpen() {
    return !breaks.isEmpty() && breaks.getLast().isEmpty();
  }
}
