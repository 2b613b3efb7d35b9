package dev.vibe.tool.builtin;

import dev.vibe.workspace.content.TextFile;
import java.util.List;

/**
 * Printer of the lines that a search finds, with the lines around them, up to a limit. Takes the
 * lines of a file in order. Owned by one thread.
 */
final class ContextPrinter {

  /** Output of one call, in characters. */
  private static final int MOST_OUTPUT = 30_000;

  private static final int LONGEST_LINE = 300;

  /** Characters of a long line that are shown before the match. */
  private static final int LEAD = 100;

  /** A line that matches; both count from 0. */
  record Hit(int line, int column) {}

  private final StringBuilder out;
  private final int context;
  private final int most;
  private String path = "";
  private List<String> lines = List.of();

  /** Lines of the file below this one are printed, or were left out for good. */
  private int written;

  /** Lines of the file below this one are printed although they do not match. */
  private int due;

  private boolean isCut;
  private int shown;
  private int unshown;
  private int unshownFiles;

  /**
   * Prints to the end of a text.
   *
   * @param context lines around a hit
   * @param most hits to show
   */
  ContextPrinter(StringBuilder out, int context, int most) {
    this.out = out;
    this.context = context;
    this.most = most;
  }

  /** Goes on to another file. */
  void file(String next, List<String> content) {
    path = next;
    lines = content;
    written = 0;
    due = 0;
    isCut = false;
  }

  /** A line that does not match. */
  void other(int line) {
    if (line < due) {
      print(line, '-', cut(lines.get(line), 0));
    }
  }

  /** A line that matches. */
  void hit(Hit hit) {
    if (shown >= most || out.length() >= MOST_OUTPUT) {
      leaveOut();
      return;
    }
    int from = Math.max(written, hit.line() - context);
    if (context > 0 && (from > written || written == 0) && !out.isEmpty()) {
      out.append("--\n");
    }
    for (int before = from; before < hit.line(); before++) {
      print(before, '-', cut(lines.get(before), 0));
    }
    print(hit.line(), ':', cut(lines.get(hit.line()), hit.column()));
    due = hit.line() + 1 + context;
    shown++;
  }

  private void leaveOut() {
    unshown++;
    unshownFiles += isCut ? 0 : 1;
    isCut = true;
    due = 0;
  }

  private void print(int line, char separator, String text) {
    out.append(path).append(separator).append(line + 1).append(separator);
    out.append(TextFile.presentable(text)).append('\n');
    written = line + 1;
  }

  private static String cut(String line, int match) {
    if (line.length() <= LONGEST_LINE) {
      return line;
    }
    int from = Math.max(0, Math.min(match - LEAD, line.length() - LONGEST_LINE));
    int to = from + LONGEST_LINE;
    return (from > 0 ? "…" : "") + line.substring(from, to) + (to < line.length() ? "…" : "");
  }

  boolean hasShown() {
    return shown > 0;
  }

  boolean hasFound() {
    return shown + unshown > 0;
  }

  /** Says how many hits were left out, if any. */
  void appendNote() {
    if (unshown > 0) {
      out.append('[').append(unshown).append(" more matching lines in ").append(unshownFiles);
      out.append(unshownFiles == 1 ? " file" : " files");
      out.append(" not shown; narrow pattern, path or glob]\n");
    }
  }
}
