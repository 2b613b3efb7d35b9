package dev.vibe.text;

import dev.vibe.text.FileDiff.Hunk;
import dev.vibe.text.FileDiff.Line;
import dev.vibe.text.FileDiff.Mark;
import java.util.List;

/**
 * Writer of the hunks of a diff for somebody who knows the text: of long lines only what is around
 * the change. Pure.
 */
public final class HunkText {

  private static final int LONG = 400;
  private static final int AROUND = 80;

  private HunkText() {}

  /** The hunks, each behind its {@code @@} line; empty when there are none. */
  public static String of(FileDiff diff) {
    StringBuilder out = new StringBuilder();
    for (Hunk hunk : diff.hunks()) {
      out.append("@@ -").append(hunk.oldStart()).append(',').append(hunk.oldLines());
      out.append(" +").append(hunk.newStart()).append(',').append(hunk.newLines());
      out.append(" @@\n");
      List<Line> lines = hunk.lines();
      for (int i = 0; i < lines.size(); i++) {
        Line line = lines.get(i);
        out.append(line.mark().sign()).append(cut(line.text(), partner(lines, i))).append('\n');
        if (line.endsFile()) {
          out.append("\\ No newline at end of file\n");
        }
      }
    }
    return out.toString();
  }

  /** The line that a changed one replaces, or is replaced by; the line itself where none is. */
  private static String partner(List<Line> lines, int at) {
    Mark mark = lines.get(at).mark();
    if (mark == Mark.CONTEXT) {
      return lines.get(at).text();
    }
    int first = at;
    while (first > 0 && lines.get(first - 1).mark() != Mark.CONTEXT) {
      first--;
    }
    int added = first;
    while (added < lines.size() && lines.get(added).mark() == Mark.REMOVED) {
      added++;
    }
    int other = mark == Mark.REMOVED ? added + at - first : first + at - added;
    boolean isThere =
        other >= 0
            && other < lines.size()
            && lines.get(other).mark() == (mark == Mark.REMOVED ? Mark.ADDED : Mark.REMOVED);
    return isThere ? lines.get(other).text() : lines.get(at).text();
  }

  private static String cut(String line, String partner) {
    if (line.length() <= LONG) {
      return line;
    }
    int least = Math.min(line.length(), partner.length());
    int same = 0;
    while (same < least && line.charAt(same) == partner.charAt(same)) {
      same++;
    }
    int end = line.length();
    int other = partner.length();
    while (end > same && other > same && line.charAt(end - 1) == partner.charAt(other - 1)) {
      end--;
      other--;
    }
    boolean isSame = same == line.length();
    int from = isSame ? 0 : start(line, Math.max(0, same - AROUND));
    int to = isSame ? 2 * AROUND : Math.min(end + AROUND, from + LONG);
    to = start(line, Math.min(to, line.length()));
    return (from > 0 ? "[" + from + " …]" : "")
        + line.substring(from, to)
        + (to < line.length() ? "[… " + (line.length() - to) + "]" : "");
  }

  /** Not inside of a character. */
  private static int start(String text, int at) {
    boolean splits = at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at));
    return splits ? at - 1 : at;
  }
}
