package dev.vibe.view;

import dev.vibe.text.ControlChars;
import dev.vibe.text.FileDiff;
import dev.vibe.text.FileDiff.Hunk;
import dev.vibe.text.FileDiff.Mark;
import dev.vibe.text.Palette.Role;
import dev.vibe.text.Width;
import dev.vibe.text.WordDiff;
import java.util.ArrayList;
import java.util.List;

/** A diff with line numbers; changed words stand out. Longer lines are cut. */
public final class DiffLines {

  private static final int TAB = 4;

  private DiffLines() {}

  /** At most so many lines, and how many more there are. */
  public static List<Line> of(FileDiff diff, int most) {
    List<Line> lines = new ArrayList<>();
    int digits = digits(diff);
    for (Hunk hunk : diff.hunks()) {
      if (!lines.isEmpty()) {
        lines.add(Line.of(Role.HUNK, " ".repeat(digits) + " ⋮"));
      }
      hunk(lines, hunk, digits);
    }
    if (lines.size() <= most) {
      return lines;
    }
    List<Line> shown = new ArrayList<>(lines.subList(0, most));
    shown.add(Line.of(Role.FAINT, "… " + (lines.size() - most) + " more lines"));
    return shown;
  }

  private static void hunk(List<Line> lines, Hunk hunk, int digits) {
    List<List<WordDiff.Span>> emphasis = WordDiff.spans(hunk);
    int oldLine = hunk.oldStart();
    int newLine = hunk.newStart();
    for (int i = 0; i < hunk.lines().size(); i++) {
      FileDiff.Line line = hunk.lines().get(i);
      int number = line.mark() == Mark.REMOVED ? oldLine : newLine;
      Span gutter = new Span(Role.FAINT, " ".repeat(digits - digits(number)) + number + " ");
      lines.add(Line.of(gutter).plus(content(line, emphasis.get(i))));
      oldLine += line.mark() == Mark.ADDED ? 0 : 1;
      newLine += line.mark() == Mark.REMOVED ? 0 : 1;
    }
  }

  private static Line content(FileDiff.Line line, List<WordDiff.Span> emphasis) {
    Role role =
        switch (line.mark()) {
          case ADDED -> Role.ADDED;
          case REMOVED -> Role.REMOVED;
          case CONTEXT -> Role.TEXT;
        };
    Role word = line.mark() == Mark.ADDED ? Role.ADDED_WORD : Role.REMOVED_WORD;
    List<Span> spans = new ArrayList<>(List.of(new Span(role, line.mark().sign() + " ")));
    int from = 0;
    for (WordDiff.Span span : emphasis) {
      spans.add(new Span(role, harmless(line.text().substring(from, span.start()))));
      spans.add(new Span(word, harmless(line.text().substring(span.start(), span.end()))));
      from = span.end();
    }
    spans.add(new Span(role, harmless(line.text().substring(from))));
    return new Line(spans, 0);
  }

  private static String harmless(String text) {
    String line = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    return Width.expandTabs(ControlChars.neutralise(line), TAB);
  }

  private static int digits(FileDiff diff) {
    return diff.hunks().stream()
        .mapToInt(h -> digits(Math.max(h.oldStart() + h.oldLines(), h.newStart() + h.newLines())))
        .max()
        .orElse(1);
  }

  private static int digits(int number) {
    return Integer.toString(number).length();
  }
}
