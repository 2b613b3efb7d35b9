package dev.vibe.tool.builtin;

import dev.vibe.tool.ToolOutput;
import dev.vibe.workspace.WorkspacePath;
import dev.vibe.workspace.change.SeenVersions.LineRange;
import dev.vibe.workspace.content.TextFile;
import java.util.Optional;

/**
 * View of a text file: the text as it is where all of it fits, else a part behind one line that
 * says which and how to go on. Pure.
 *
 * @param offset the first line, from 1; 0 for none given
 * @param limit lines to show; 0 for none given
 * @param mostOutput characters
 */
record FileView(WorkspacePath path, int offset, int limit, int mostOutput) {

  private static final int DEFAULT_LINES = 2_000;

  private static final int LONGEST_LINE = 2_000;

  /** Who reads on in smaller steps pays more for the asking than for the lines. */
  private static final int SMALLEST_STEP = 100;

  /** The lines from one, up to before another, both from 1, of a file of so many. */
  private record Part(int from, int to, int lines, String text) {}

  /** What is shown, and which lines that are; none past the end. */
  record Shown(ToolOutput output, Optional<LineRange> lines) {

    private static Shown of(String text, LineRange lines) {
      return new Shown(ToolOutput.ok(text), Optional.of(lines));
    }
  }

  Shown of(String text) {
    if (text.isEmpty()) {
      return Shown.of(path + " exists and is empty.", LineRange.ALL);
    }
    int first = Math.max(1, offset);
    Part part = part(text, first, mostOutput);
    if (first > part.lines()) {
      return new Shown(
          ToolOutput.failed(
              path
                  + " has only "
                  + count(part.lines())
                  + "; offset "
                  + first
                  + " is past its end."),
          Optional.empty());
    }
    if (first == 1 && part.to() > part.lines()) {
      return Shown.of(endsOpen(text) ? withoutLineEnd(part.text()) : part.text(), LineRange.ALL);
    }
    boolean isHead = first == 1 && limit == 0;
    Outline outline =
        isHead ? Outline.of(path.relative(), new LineScan(text), mostOutput / 3) : Outline.NONE;
    if (!outline.isEmpty()) {
      part = part(text, 1, mostOutput - mostOutput / 3);
    }
    return Shown.of(
        heading(part) + part.text() + outline.from(part.to()),
        new LineRange(part.from(), part.to() - 1));
  }

  private Part part(String text, int first, int most) {
    StringBuilder out = new StringBuilder();
    LineScan lines = new LineScan(text);
    int wanted = limit == 0 ? DEFAULT_LINES : limit;
    int shown = 0;
    int count = 0;
    while (lines.advance()) {
      count++;
      if (count == first + shown && shown < wanted && out.length() < most) {
        append(out, TextFile.presentable(lines.line()));
        shown++;
      }
    }
    return new Part(first, first + shown, count, out.toString());
  }

  private static void append(StringBuilder out, String line) {
    if (line.length() <= LONGEST_LINE) {
      out.append(line).append('\n');
      return;
    }
    int cut = Character.isHighSurrogate(line.charAt(LONGEST_LINE - 1)) ? 1 : 0;
    out.append(line, 0, LONGEST_LINE - cut).append(" [… ");
    out.append(line.length() - LONGEST_LINE + cut).append(" more characters in this line]\n");
  }

  private String heading(Part part) {
    int lines = part.lines();
    int last = part.to() - 1;
    String which = "[lines " + part.from() + "-" + last + " of " + lines;
    if (last == lines) {
      return which + ", the end]\n";
    }
    int step = Math.max(limit, SMALLEST_STEP);
    boolean isRest = limit == 0 || lines - last <= step;
    return which + "; more: offset=" + part.to() + (isRest ? "" : ", limit=" + step) + "]\n";
  }

  private static boolean endsOpen(String text) {
    char last = text.charAt(text.length() - 1);
    return last != '\n' && last != '\r';
  }

  private static String withoutLineEnd(String text) {
    return text.substring(0, text.length() - 1);
  }

  private static String count(int lines) {
    return lines == 1 ? "1 line" : lines + " lines";
  }
}
