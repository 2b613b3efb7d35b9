package dev.vibe.text;

import dev.vibe.text.FileDiff.Hunk;
import dev.vibe.text.FileDiff.Kind;
import dev.vibe.text.FileDiff.Line;
import dev.vibe.text.FileDiff.Mark;
import java.util.ArrayList;
import java.util.List;

/**
 * Maker of unified diffs: computes and writes them. Lines end with a line feed only: a carriage
 * return before it belongs to the line, so that a change of line endings shows and the patch
 * applies.
 */
public final class UnifiedDiff {

  private static final int CONTEXT = 3;

  /**
   * Lines that differ, of both sides; beyond them a change is told in numbers, as nobody reads it.
   */
  private static final int MOST_LINES = 1_000_000;

  private UnifiedDiff() {}

  /**
   * The change of a file that existed and stays. Takes bounded time and memory on any input: a very
   * large change has numbers and no hunks.
   */
  public static FileDiff between(String path, String before, String after) {
    return of(path, Kind.CHANGED, before, after);
  }

  /** A file that did not exist. */
  public static FileDiff created(String path, String content) {
    return of(path, Kind.CREATED, "", content);
  }

  /** A file that goes away. */
  public static FileDiff deleted(String path, String content) {
    return of(path, Kind.DELETED, content, "");
  }

  private static FileDiff of(String path, Kind kind, String before, String after) {
    int head = Math.max(0, after.lastIndexOf('\n', commonHead(before, after) - 1) + 1);
    int tail = commonTail(before, after, head);
    int removed = lineCount(before, head, before.length() - tail);
    int added = lineCount(after, head, after.length() - tail);
    return removed + added > MOST_LINES
        ? new FileDiff(path, kind, List.of(), added, removed)
        : of(path, kind, lines(before), lines(after));
  }

  private static int commonHead(String a, String b) {
    int most = Math.min(a.length(), b.length());
    int n = 0;
    while (n < most && a.charAt(n) == b.charAt(n)) {
      n++;
    }
    return n;
  }

  /** Characters of whole lines that are the same at the end of both. */
  private static int commonTail(String a, String b, int head) {
    int most = Math.min(a.length(), b.length()) - head;
    int whole = 0;
    for (int n = 1; n <= most && a.charAt(a.length() - n) == b.charAt(b.length() - n); n++) {
      if (n < most
          && a.charAt(a.length() - n - 1) == '\n'
          && b.charAt(b.length() - n - 1) == '\n') {
        whole = n;
      }
    }
    return whole;
  }

  private static int lineCount(String text, int from, int to) {
    int count = from < to ? 1 : 0;
    for (int at = text.indexOf('\n', from);
        at >= 0 && at < to - 1;
        at = text.indexOf('\n', at + 1)) {
      count++;
    }
    return count;
  }

  /**
   * The diff as {@code git apply} takes it, with a final line feed; empty when nothing changes. New
   * and deleted files are given mode 100644, because a diff knows no mode.
   */
  public static String render(FileDiff diff) {
    if (diff.kind() == Kind.CHANGED && diff.hunks().isEmpty()) {
      return "";
    }
    String old = "a/" + diff.path();
    String now = "b/" + diff.path();
    StringBuilder out = new StringBuilder(256);
    out.append("diff --git ").append(quoted(old)).append(' ').append(quoted(now)).append('\n');
    switch (diff.kind()) {
      case CREATED -> out.append("new file mode 100644\n");
      case DELETED -> out.append("deleted file mode 100644\n");
      case CHANGED -> {}
    }
    if (!diff.hunks().isEmpty()) {
      out.append("--- ").append(diff.kind() == Kind.CREATED ? "/dev/null" : headed(old));
      out.append("\n+++ ").append(diff.kind() == Kind.DELETED ? "/dev/null" : headed(now));
      out.append('\n');
    }
    diff.hunks().forEach(hunk -> append(hunk, out));
    return out.toString();
  }

  /**
   * A name as git writes it: in double quotes with C escapes when it holds a quote, a backslash or
   * a character that would not be seen, else as it is.
   */
  public static String quoted(String name) {
    boolean plain =
        name.chars().noneMatch(c -> c < ' ' || c == 0x7F || c == '"' || c == '\\')
            && ControlChars.neutralise(name).equals(name);
    return plain ? name : QuotedName.whole(name);
  }

  /** In the lines with file names a blank in a name is marked by a tab after it. */
  private static String headed(String name) {
    String quoted = quoted(name);
    return name.indexOf(' ') >= 0 && quoted.equals(name) ? quoted + '\t' : quoted;
  }

  private static void append(Hunk hunk, StringBuilder out) {
    out.append("@@ -").append(hunk.oldStart()).append(',').append(hunk.oldLines());
    out.append(" +").append(hunk.newStart()).append(',').append(hunk.newLines()).append(" @@\n");
    for (Line line : hunk.lines()) {
      out.append(line.mark().sign()).append(line.text()).append('\n');
      if (line.endsFile()) {
        out.append("\\ No newline at end of file\n");
      }
    }
  }

  /** The lines with their line feed; only the last may lack it. */
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      int next = end < 0 ? text.length() : end + 1;
      lines.add(text.substring(start, next));
      start = next;
    }
    return lines;
  }

  private static FileDiff of(String path, Kind kind, List<String> before, List<String> after) {
    List<LineDiff.Edit> edits = LineDiff.between(before, after);
    List<Hunk> hunks = new ArrayList<>();
    int added = 0;
    int removed = 0;
    for (int first = 0; first < edits.size(); ) {
      int end = first + 1;
      while (end < edits.size()
          && edits.get(end).oldStart() - edits.get(end - 1).oldEnd() <= 2 * CONTEXT) {
        end++;
      }
      hunks.add(hunk(edits.subList(first, end), before, after));
      first = end;
    }
    for (LineDiff.Edit edit : edits) {
      added += edit.newEnd() - edit.newStart();
      removed += edit.oldEnd() - edit.oldStart();
    }
    return new FileDiff(path, kind, hunks, added, removed);
  }

  private static Hunk hunk(List<LineDiff.Edit> edits, List<String> before, List<String> after) {
    LineDiff.Edit first = edits.getFirst();
    LineDiff.Edit last = edits.getLast();
    int lead = Math.min(CONTEXT, first.oldStart());
    int oldStart = first.oldStart() - lead;
    int newStart = first.newStart() - lead;
    int trail = Math.min(CONTEXT, before.size() - last.oldEnd());
    List<Line> lines = new ArrayList<>();
    int shown = oldStart;
    for (LineDiff.Edit edit : edits) {
      before.subList(shown, edit.oldStart()).forEach(s -> lines.add(line(Mark.CONTEXT, s)));
      before.subList(edit.oldStart(), edit.oldEnd()).forEach(s -> lines.add(line(Mark.REMOVED, s)));
      after.subList(edit.newStart(), edit.newEnd()).forEach(s -> lines.add(line(Mark.ADDED, s)));
      shown = edit.oldEnd();
    }
    before.subList(shown, shown + trail).forEach(s -> lines.add(line(Mark.CONTEXT, s)));
    int oldLines = last.oldEnd() + trail - oldStart;
    int newLines = last.newEnd() + trail - newStart;
    return new Hunk(
        oldLines == 0 ? oldStart : oldStart + 1,
        oldLines,
        newLines == 0 ? newStart : newStart + 1,
        newLines,
        lines);
  }

  private static Line line(Mark mark, String text) {
    return text.endsWith("\n")
        ? new Line(mark, text.substring(0, text.length() - 1), false)
        : new Line(mark, text, true);
  }
}
