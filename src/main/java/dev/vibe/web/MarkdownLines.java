package dev.vibe.web;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lines of Markdown while they are written: where one begins, it gets the marks of the quotes and
 * lists that it stands in.
 */
final class MarkdownLines {

  /** Lines begin with the marks of so many quotes and lists at most. */
  private static final int DEEPEST = 12;

  private final StringBuilder out = new StringBuilder();
  private final Deque<String> prefixes = new ArrayDeque<>();

  /** Where something began that is written on from, so that no new line is needed. */
  private int fresh;

  /** Of tables, in which everything is on one line. */
  private int cells;

  int length() {
    return out.length();
  }

  String text() {
    return out.toString();
  }

  boolean isInCell() {
    return cells > 0;
  }

  /** Adds to a line. */
  void add(String text) {
    if (text.isEmpty()) {
      return;
    }
    if (isAtLineStart()) {
      prefixes.forEach(out::append);
    }
    out.append(text);
  }

  /** The same, and something begins behind it. */
  void open(String text) {
    add(text);
    fresh = out.length();
  }

  /** Ends a line of a text that keeps its lines. */
  void end() {
    out.append('\n');
  }

  boolean isAtLineStart() {
    return out.isEmpty() || out.charAt(out.length() - 1) == '\n';
  }

  /** Whether a blank now would be the second, or the first of something. */
  boolean isAfterSpace() {
    return out.isEmpty()
        || out.length() == fresh
        || Character.isWhitespace(out.charAt(out.length() - 1));
  }

  void trimEnd() {
    while (out.length() > fresh && out.charAt(out.length() - 1) == ' ') {
      out.setLength(out.length() - 1);
    }
  }

  void newLine() {
    if (cells > 0) {
      if (!isAfterSpace()) {
        out.append(' ');
      }
      return;
    }
    if (out.isEmpty() || out.length() == fresh) {
      return;
    }
    trimEnd();
    if (!isAtLineStart()) {
      out.append('\n');
    }
  }

  /** An empty line, unless there is one or something has just begun. */
  void block() {
    newLine();
    if (cells > 0 || out.isEmpty() || out.length() == fresh) {
      return;
    }
    String blank = blankLine();
    if (!endsWith("\n" + blank)) {
      out.append(blank);
    }
  }

  private String blankLine() {
    return prefix().stripTrailing() + "\n";
  }

  private String prefix() {
    return String.join("", prefixes);
  }

  private boolean endsWith(String end) {
    return out.substring(Math.max(0, out.length() - end.length())).equals(end);
  }

  /** From here on lines stand in something, of which that is the mark. */
  void push(String prefix) {
    prefixes.addLast(prefixes.size() < DEEPEST ? prefix : "");
    fresh = out.length();
  }

  void pop() {
    newLine();
    String blank = blankLine();
    if (cells == 0 && out.length() > fresh && endsWith("\n" + blank)) {
      out.setLength(out.length() - blank.length());
    }
    prefixes.pollLast();
  }

  void beginCell() {
    add(" ");
    cells++;
    fresh = out.length();
  }

  void endCell() {
    cells--;
    trimEnd();
    out.append(" |");
  }

  boolean isBlank(int from) {
    for (int i = from; i < out.length(); i++) {
      if (!Character.isWhitespace(out.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Takes away what was written from there on. */
  void cut(int from) {
    out.setLength(Math.clamp(from, 0, out.length()));
  }

  /** Puts a mark behind what was written, in front of a blank at its end. */
  void close(String mark) {
    boolean hasSpace = !out.isEmpty() && out.charAt(out.length() - 1) == ' ';
    trimEnd();
    out.append(mark).append(hasSpace ? " " : "");
  }

  /** Makes what was written from there on a link, where that is on one line. */
  void link(int from, String target) {
    String written = out.substring(from);
    if (written.strip().indexOf('\n') >= 0) {
      add("(" + target + ")");
      return;
    }
    String prefix = prefix();
    boolean isLineStart = from == 0 || out.charAt(from - 1) == '\n';
    int start = from + (isLineStart && written.startsWith(prefix) ? prefix.length() : 0);
    while (Character.isWhitespace(out.charAt(start))) {
      start++;
    }
    out.insert(start, '[');
    close("](" + target + ")");
  }
}
