package dev.vibe.view.markdown;

import dev.vibe.text.Palette.Role;
import dev.vibe.view.Line;
import dev.vibe.view.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Table with columns as wide as their cells; on a narrow screen one cell a line. */
record Table(List<String> lines) {

  private static final Pattern DELIMITER = Pattern.compile(":?-+:?");
  private static final Pattern BAR = Pattern.compile("(?<!\\\\)\\|");
  private static final String GAP = "  ";

  List<Line> layOut(int columns) {
    List<List<Line>> rows = new ArrayList<>();
    boolean hasHead = lines.size() > 1 && isDelimiter(cells(lines.get(1)));
    for (int i = 0; i < lines.size(); i++) {
      List<String> cells = cells(lines.get(i));
      if (!isDelimiter(cells)) {
        Role role = hasHead && i == 0 ? Role.STRONG : Role.TEXT;
        rows.add(cells.stream().map(cell -> new Line(Inline.spans(cell, role), 0)).toList());
      }
    }
    int[] widths = widths(rows);
    int all = Arrays.stream(widths).sum() + GAP.length() * Math.max(0, widths.length - 1);
    return all <= columns ? grid(rows, widths, hasHead) : stacked(rows, columns, hasHead);
  }

  private static List<Line> grid(List<List<Line>> rows, int[] widths, boolean hasHead) {
    List<Line> out = new ArrayList<>();
    for (List<Line> row : rows) {
      Line line = Line.EMPTY;
      for (int i = 0; i < row.size(); i++) {
        Line cell = row.get(i);
        boolean last = i == row.size() - 1;
        String fill = last ? "" : " ".repeat(widths[i] - cell.width()) + GAP;
        line = line.plus(cell).plus(Role.TEXT, fill);
      }
      out.add(line);
      if (hasHead && out.size() == 1) {
        String rule =
            String.join(GAP, Arrays.stream(widths).mapToObj(width -> "─".repeat(width)).toList());
        out.add(Line.of(Role.FAINT, rule));
      }
    }
    return out;
  }

  private static List<Line> stacked(List<List<Line>> rows, int columns, boolean hasHead) {
    List<Line> out = new ArrayList<>();
    List<Line> head = hasHead ? rows.getFirst() : List.of();
    for (List<Line> row : rows.subList(hasHead ? 1 : 0, rows.size())) {
      for (int i = 0; i < row.size(); i++) {
        List<Span> spans = new ArrayList<>(List.of(new Span(Role.FAINT, i == 0 ? "- " : "  ")));
        if (i < head.size()) {
          spans.addAll(head.get(i).spans());
          spans.add(new Span(Role.TEXT, ": "));
        }
        spans.addAll(row.get(i).spans());
        out.addAll(new Line(spans, 4).wrapped(columns));
      }
    }
    return out;
  }

  private static int[] widths(List<List<Line>> rows) {
    int[] widths = new int[rows.stream().mapToInt(List::size).max().orElse(0)];
    for (List<Line> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).width());
      }
    }
    return widths;
  }

  private static boolean isDelimiter(List<String> cells) {
    return !cells.isEmpty() && cells.stream().allMatch(cell -> DELIMITER.matcher(cell).matches());
  }

  private static List<String> cells(String line) {
    String text = line.strip();
    text = text.startsWith("|") ? text.substring(1) : text;
    text =
        text.endsWith("|") && !text.endsWith("\\|") ? text.substring(0, text.length() - 1) : text;
    return BAR.splitAsStream(text).map(String::strip).toList();
  }
}
