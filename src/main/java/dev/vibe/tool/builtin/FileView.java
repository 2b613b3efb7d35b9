package dev.vibe.tool.builtin;

import dev.vibe.tool.ToolOutput;
import dev.vibe.workspace.WorkspacePath;
import dev.vibe.workspace.content.TextFile;
import java.util.List;

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

  /** The lines from one, up to before another; both from 1. */
  private record Part(int from, int to, String text) {}

  ToolOutput of(String text) {
    if (text.isEmpty()) {
      return ToolOutput.ok(path + " exists and is empty.");
    }
    List<String> lines = LineScan.all(text);
    int first = Math.max(1, offset);
    if (first > lines.size()) {
      return ToolOutput.failed(
          path + " has only " + count(lines.size()) + "; offset " + first + " is past its end.");
    }
    Part part = part(lines, first, mostOutput);
    if (part.from() == 1 && part.to() > lines.size()) {
      return ToolOutput.ok(endsOpen(text) ? withoutLineEnd(part.text()) : part.text());
    }
    boolean isHead = first == 1 && limit == 0;
    Outline outline = isHead ? Outline.of(path.relative(), lines, mostOutput / 3) : Outline.NONE;
    if (!outline.isEmpty()) {
      part = part(lines, 1, mostOutput - mostOutput / 3);
    }
    return ToolOutput.ok(heading(part, lines.size()) + part.text() + outline.from(part.to()));
  }

  private Part part(List<String> lines, int first, int most) {
    StringBuilder out = new StringBuilder();
    int wanted = limit == 0 ? DEFAULT_LINES : limit;
    int next = first;
    while (next <= lines.size() && next - first < wanted && out.length() < most) {
      append(out, TextFile.presentable(lines.get(next - 1)));
      next++;
    }
    return new Part(first, next, out.toString());
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

  private String heading(Part part, int lines) {
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
