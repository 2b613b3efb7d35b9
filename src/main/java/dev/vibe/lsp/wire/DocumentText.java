package dev.vibe.lsp.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Text of a document, with its lines as the protocol counts them: LF, CR LF or CR ends one. */
public final class DocumentText {

  private final String text;

  /** Where lines begin; the first entry is 0. */
  private final int[] starts;

  public DocumentText(String text) {
    this.text = text;
    this.starts = starts(text);
  }

  private static int[] starts(String text) {
    int[] all = new int[16];
    int lines = 1;
    for (int at = 0; at < text.length(); at++) {
      char here = text.charAt(at);
      boolean isEnd =
          here == '\n'
              || (here == '\r' && (at + 1 == text.length() || text.charAt(at + 1) != '\n'));
      if (isEnd) {
        if (lines == all.length) {
          all = Arrays.copyOf(all, 2 * lines);
        }
        all[lines++] = at + 1;
      }
    }
    return Arrays.copyOf(all, lines);
  }

  public String text() {
    return text;
  }

  /** At least 1; a line end at the end of the text begins an empty line. */
  public int lineCount() {
    return starts.length;
  }

  /** A line without its end; empty behind the last one. */
  public String line(int line) {
    return line < starts.length ? text.substring(starts[line], end(line)) : "";
  }

  /** The lines with their ends; an empty one at the end is left out. */
  List<String> wholeLines() {
    List<String> lines = new ArrayList<>();
    for (int line = 0; line < starts.length; line++) {
      int end = line + 1 < starts.length ? starts[line + 1] : text.length();
      if (end > starts[line]) {
        lines.add(text.substring(starts[line], end));
      }
    }
    return lines;
  }

  /** Where a line begins; behind the last one, the end of the text. */
  Position lineStart(int line, PositionEncoding encoding) {
    return line < starts.length ? new Position(line, 0) : position(text.length(), encoding);
  }

  /** Where a line ends, before its line end. */
  private int end(int line) {
    int end = line + 1 < starts.length ? starts[line + 1] : text.length();
    while (end > starts[line] && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return end;
  }

  /**
   * The index in {@link #text} of a position; behind the end of a line it is that end, in the
   * middle of a code point its start.
   */
  public int offset(Position position, PositionEncoding encoding) {
    if (position.line() >= starts.length) {
      return text.length();
    }
    int at = starts[position.line()];
    int end = end(position.line());
    int left = position.character();
    while (at < end) {
      int codePoint = text.codePointAt(at);
      left -= encoding.units(codePoint);
      if (left < 0) {
        break;
      }
      at += Character.charCount(codePoint);
    }
    return at;
  }

  /** The position of an index of {@link #text}. */
  public Position position(int offset, PositionEncoding encoding) {
    int found = Arrays.binarySearch(starts, offset);
    int line = found >= 0 ? found : -found - 2;
    int units =
        text.substring(starts[line], offset).codePoints().map(each -> encoding.units(each)).sum();
    return new Position(line, units);
  }

  /** All of it. */
  public TextRange whole(PositionEncoding encoding) {
    return new TextRange(new Position(0, 0), position(text.length(), encoding));
  }

  public String part(TextRange range, PositionEncoding encoding) {
    return text.substring(offset(range.start(), encoding), offset(range.end(), encoding));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DocumentText that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
