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

/**
 * Renderer of a diff as lines for people: signs, emphasis on changed words, nothing from the file
 * that a terminal would obey. What is too long is left out and counted.
 *
 * @param most more lines than this are left out
 */
public record DiffLines(Form form, int most) {

  /** Of a longer line, the rest is left out. Characters. */
  private static final int LONGEST_LINE = 1000;

  /** Form in which the place of a change is told. */
  public enum Form {
    /** As in a patch: a header before each hunk, lines as they are. */
    HEADERS,
    /** A number before each line, every character of it: for somebody who has to agree to it. */
    WHOLE,
    /** A number before each line, tabs as blanks. */
    NUMBERS
  }

  /**
   * Row of a diff.
   *
   * @param gutter what stands before it: its number, where there are numbers
   * @param isCode whether it is a line of the file, with its sign
   */
  public record Row(Line gutter, Line content, boolean isCode) {

    private static Row remark(Line gutter, Role role, String text) {
      return new Row(gutter, Line.of(role, text), false);
    }
  }

  public List<Line> of(FileDiff diff) {
    List<Line> lines = rows(diff).stream().map(row -> row.gutter().plus(row.content())).toList();
    if (lines.size() <= most) {
      return lines;
    }
    List<Line> shown = new ArrayList<>(lines.subList(0, most));
    shown.add(Line.of(Role.FAINT, "… " + (lines.size() - most) + " more lines"));
    return shown;
  }

  /** All rows, with what stands before them apart. */
  public List<Row> rows(FileDiff diff) {
    List<Row> rows = new ArrayList<>();
    int digits = digits(diff);
    for (Hunk hunk : diff.hunks()) {
      String between = rows.isEmpty() ? "" : " ".repeat(digits) + " ⋮";
      String place =
          switch (form) {
            case HEADERS -> header(hunk);
            case WHOLE -> between + (allEndInReturn(hunk) ? " lines end in CR LF" : "");
            case NUMBERS -> between;
          };
      if (!place.isEmpty()) {
        rows.add(Row.remark(Line.EMPTY, Role.HUNK, place));
      }
      hunk(rows, hunk, digits);
    }
    return rows;
  }

  private static String header(Hunk hunk) {
    return "@@ -%d,%d +%d,%d @@"
        .formatted(hunk.oldStart(), hunk.oldLines(), hunk.newStart(), hunk.newLines());
  }

  private void hunk(List<Row> rows, Hunk hunk, int digits) {
    List<List<WordDiff.Span>> emphasis = WordDiff.spans(hunk);
    boolean hidesReturns = allEndInReturn(hunk);
    int oldLine = hunk.oldStart();
    int newLine = hunk.newStart();
    for (int i = 0; i < hunk.lines().size(); i++) {
      FileDiff.Line line = hunk.lines().get(i);
      String text = hidesReturns ? withoutReturn(line.text()) : line.text();
      int number = line.mark() == Mark.REMOVED ? oldLine : newLine;
      Line content = content(line.mark(), text, emphasis.get(i));
      rows.add(new Row(gutter(number, digits), content, true));
      if (line.endsFile()) {
        String missing = "\\ no line break at the end of the file";
        rows.add(Row.remark(blankGutter(digits), Role.FAINT, missing));
      }
      oldLine += line.mark() == Mark.ADDED ? 0 : 1;
      newLine += line.mark() == Mark.REMOVED ? 0 : 1;
    }
  }

  private Line gutter(int number, int digits) {
    return switch (form) {
      case HEADERS -> Line.EMPTY;
      case NUMBERS, WHOLE ->
          Line.of(Role.FAINT, " ".repeat(digits - digits(number)) + number + " ");
    };
  }

  private Line blankGutter(int digits) {
    return switch (form) {
      case HEADERS -> Line.EMPTY;
      case NUMBERS, WHOLE -> Line.of(Role.FAINT, " ".repeat(digits + 1));
    };
  }

  private Line content(Mark mark, String text, List<WordDiff.Span> emphasis) {
    Role role =
        switch (mark) {
          case ADDED -> Role.ADDED;
          case REMOVED -> Role.REMOVED;
          case CONTEXT -> Role.TEXT;
        };
    if (text.length() > LONGEST_LINE && form != Form.WHOLE) {
      String rest = " … " + (text.length() - LONGEST_LINE) + " more characters";
      return Line.of(role, sign(mark) + harmless(text.substring(0, LONGEST_LINE)) + rest);
    }
    Role word = mark == Mark.ADDED ? Role.ADDED_WORD : Role.REMOVED_WORD;
    List<Span> spans = new ArrayList<>(List.of(new Span(role, sign(mark))));
    int from = 0;
    for (WordDiff.Span span : emphasis) {
      int end = Math.min(span.end(), text.length());
      int start = Math.min(span.start(), end);
      spans.add(new Span(role, harmless(text.substring(from, start))));
      spans.add(new Span(word, harmless(text.substring(start, end))));
      from = end;
    }
    spans.add(new Span(role, harmless(text.substring(from))));
    return new Line(spans, 0);
  }

  private String sign(Mark mark) {
    return switch (form) {
      case HEADERS, WHOLE -> String.valueOf(mark.sign());
      case NUMBERS -> mark.sign() + " ";
    };
  }

  private String harmless(String text) {
    return switch (form) {
      case HEADERS -> ControlChars.neutralise(text);
      case WHOLE -> ControlChars.spelled(text);
      case NUMBERS -> Width.expandTabs(ControlChars.neutralise(text), Line.TAB);
    };
  }

  /** A file with DOS line endings throughout is shown without them; a mixture shows. */
  private static boolean allEndInReturn(Hunk hunk) {
    return hunk.lines().stream().allMatch(line -> line.text().endsWith("\r"));
  }

  private static String withoutReturn(String text) {
    return text.substring(0, text.length() - 1);
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
