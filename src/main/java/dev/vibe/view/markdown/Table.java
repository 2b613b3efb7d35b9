package dev.vibe.view.markdown;

import dev.vibe.text.Palette.Role;
import dev.vibe.view.Line;
import dev.vibe.view.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.node.Node;

/**
 * Table with columns as wide as their cells. Where they do not fit, the cells of the wide ones are
 * broken; where that would leave next to nothing of them, each row is a list of its cells.
 */
record Table(List<Row> rows) {

  private static final String GAP = "  ";

  /** A column that is narrower than its cells has at least so many columns of the screen. */
  private static final int LEAST = 12;

  Table {
    rows = List.copyOf(rows);
  }

  /** Cells beside each other; the first row of a table is its head. */
  record Row(List<Cell> cells) {

    Row {
      cells = List.copyOf(cells);
    }
  }

  /** Lines of text, and where they stand in their column. */
  record Cell(List<Line> lines, TableCell.Alignment alignment) {

    int width() {
      return lines.stream().mapToInt(Line::width).max().orElse(0);
    }

    List<Line> wrapped(int columns) {
      return lines.stream().flatMap(line -> line.wrapped(columns).stream()).toList();
    }
  }

  static Table of(TableBlock block) {
    List<Row> rows = new ArrayList<>();
    for (Node part = block.getFirstChild(); part != null; part = part.getNext()) {
      Role role = part instanceof TableHead ? Role.STRONG : Role.TEXT;
      for (Node row = part.getFirstChild(); row != null; row = row.getNext()) {
        rows.add(row(row, role));
      }
    }
    return new Table(rows);
  }

  private static Row row(Node row, Role role) {
    List<Cell> cells = new ArrayList<>();
    for (Node node = row.getFirstChild(); node != null; node = node.getNext()) {
      TableCell.Alignment alignment =
          node instanceof TableCell cell && cell.getAlignment() != null
              ? cell.getAlignment()
              : TableCell.Alignment.LEFT;
      cells.add(new Cell(Inlines.of(node, role), alignment));
    }
    return new Row(cells);
  }

  List<Line> layOut(int columns) {
    int[] natural = natural();
    int room = columns - GAP.length() * Math.max(0, natural.length - 1);
    boolean fits = Arrays.stream(natural).map(width -> Math.min(width, LEAST)).sum() <= room;
    return fits ? grid(shared(natural, room)) : stacked(columns);
  }

  private int[] natural() {
    int count = rows.stream().mapToInt(row -> row.cells().size()).max().orElse(0);
    int[] widths = new int[count];
    for (Row row : rows) {
      for (int i = 0; i < row.cells().size(); i++) {
        widths[i] = Math.max(widths[i], row.cells().get(i).width());
      }
    }
    return widths;
  }

  /** The narrow ones as they are; the others have in equal parts what is left. */
  private static int[] shared(int[] natural, int room) {
    int[] widths = natural.clone();
    List<Integer> narrowFirst =
        IntStream.range(0, natural.length)
            .boxed()
            .sorted((a, b) -> Integer.compare(natural[a], natural[b]))
            .toList();
    int left = room;
    for (int i = 0; i < narrowFirst.size(); i++) {
      int column = narrowFirst.get(i);
      widths[column] = Math.min(natural[column], left / (narrowFirst.size() - i));
      left -= widths[column];
    }
    return widths;
  }

  private List<Line> grid(int[] widths) {
    List<Line> out = new ArrayList<>();
    for (Row row : rows) {
      List<List<Line>> cells = new ArrayList<>();
      for (int i = 0; i < row.cells().size(); i++) {
        cells.add(row.cells().get(i).wrapped(widths[i]));
      }
      int height = cells.stream().mapToInt(List::size).max().orElse(0);
      for (int i = 0; i < height; i++) {
        out.add(line(row, cells, widths, i));
      }
      if (row.equals(rows.getFirst())) {
        List<String> rules = Arrays.stream(widths).mapToObj("─"::repeat).toList();
        out.add(Line.of(Role.FAINT, String.join(GAP, rules)));
      }
    }
    return out;
  }

  private static Line line(Row row, List<List<Line>> cells, int[] widths, int at) {
    Line line = Line.EMPTY;
    for (int i = 0; i < cells.size(); i++) {
      Line piece = at < cells.get(i).size() ? cells.get(i).get(at) : Line.EMPTY;
      int blanks = Math.max(0, widths[i] - piece.width());
      int before =
          switch (row.cells().get(i).alignment()) {
            case LEFT -> 0;
            case CENTER -> blanks / 2;
            case RIGHT -> blanks;
          };
      boolean isLast = i == cells.size() - 1;
      line =
          line.plus(Role.TEXT, " ".repeat(before))
              .plus(piece)
              .plus(Role.TEXT, isLast ? "" : " ".repeat(blanks - before) + GAP);
    }
    return line;
  }

  private List<Line> stacked(int columns) {
    List<Line> out = new ArrayList<>();
    List<Cell> head = rows.getFirst().cells();
    for (Row row : rows.subList(1, rows.size())) {
      for (int i = 0; i < row.cells().size(); i++) {
        List<Span> spans = new ArrayList<>(List.of(new Span(Role.FAINT, i == 0 ? "- " : "  ")));
        if (i < head.size()) {
          head.get(i).lines().forEach(line -> spans.addAll(line.spans()));
          spans.add(new Span(Role.TEXT, ": "));
        }
        List<Line> lines = row.cells().get(i).lines();
        spans.addAll(lines.getFirst().spans());
        out.addAll(new Line(spans, 4).wrapped(columns));
        for (Line more : lines.subList(1, lines.size())) {
          more.wrapped(Math.max(4, columns - 4)).forEach(line -> out.add(line.after("    ")));
        }
      }
    }
    return out;
  }
}
