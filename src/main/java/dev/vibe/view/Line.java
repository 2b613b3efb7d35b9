package dev.vibe.view;

import dev.vibe.text.Palette;
import dev.vibe.text.Palette.Role;
import dev.vibe.text.Width;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Line with styles.
 *
 * @param hanging columns by which what does not fit is indented on the lines after it
 */
public record Line(List<Span> spans, int hanging) {

  /** What a tab becomes. Columns. */
  public static final int TAB = 4;

  /** A character as people see it may be made of several. */
  private static final int MOST_CHARS_A_COLUMN = 16;

  public static final Line EMPTY = new Line(List.of(), 0);

  public Line {
    spans = List.copyOf(spans);
  }

  public static Line of(Span... spans) {
    return new Line(Arrays.asList(spans), 0);
  }

  /** Our own words. */
  public static Line of(Role role, String text) {
    return of(new Span(role, text));
  }

  /** Somebody else's words, made harmless. */
  public static Line foreign(Role role, String text) {
    return of(Span.foreign(role, text));
  }

  public Line hanging(int columns) {
    return new Line(spans, columns);
  }

  /** The spans of {@code more} behind these. */
  public Line plus(Line more) {
    List<Span> all = new ArrayList<>(spans);
    all.addAll(more.spans);
    return new Line(all, hanging);
  }

  public Line plus(Role role, String text) {
    return plus(of(role, text));
  }

  /** This line behind a prefix, which also counts for its hanging indent. */
  public Line after(String prefix) {
    return new Line(of(Role.TEXT, prefix).plus(this).spans, hanging + Width.of(prefix));
  }

  public String text() {
    StringBuilder text = new StringBuilder();
    spans.forEach(span -> text.append(span.text()));
    return text.toString();
  }

  public int width() {
    return spans.stream().mapToInt(span -> Width.of(span.text())).sum();
  }

  public String paint(Palette palette) {
    StringBuilder painted = new StringBuilder();
    spans.forEach(span -> painted.append(palette.paint(span.role(), span.text())));
    return painted.toString();
  }

  /** What fits; the rest is dropped. */
  public Line cut(int columns) {
    if (width() <= columns) {
      return this;
    }
    List<Span> kept = new ArrayList<>();
    int room = columns;
    for (Span span : spans) {
      String piece = Width.cut(span.text(), room);
      kept.add(new Span(span.role(), piece));
      room -= Width.of(piece);
      if (piece.length() < span.text().length()) {
        break;
      }
    }
    return new Line(kept, hanging);
  }

  /** Broken anywhere, so that every row fits and no character of it is lost. */
  public List<Line> broken(int columns) {
    if (width() <= columns) {
      return List.of(this);
    }
    String all = text();
    List<Line> rows = new ArrayList<>();
    Deque<Span> left = new ArrayDeque<>(spans);
    for (int from = 0; from < all.length(); ) {
      int window = Math.min(all.length(), from + MOST_CHARS_A_COLUMN * columns);
      int chars = Math.max(1, Width.row(all.substring(from, window), columns).length());
      rows.add(new Line(taken(left, chars), hanging));
      from += chars;
    }
    return rows;
  }

  /** Takes so many characters off the spans. */
  private static List<Span> taken(Deque<Span> left, int chars) {
    List<Span> taken = new ArrayList<>();
    int missing = chars;
    while (missing > 0) {
      Span span = left.removeFirst();
      int end = Math.min(missing, span.text().length());
      taken.add(new Span(span.role(), span.text().substring(0, end)));
      if (end < span.text().length()) {
        left.addFirst(new Span(span.role(), span.text().substring(end)));
      }
      missing -= end;
    }
    return taken;
  }

  /** Broken between words, or inside of one that is too long, so that every line fits. */
  public List<Line> wrapped(int columns) {
    if (width() <= columns) {
      return List.of(this);
    }
    return new Wrapping(spans, hanging, Math.max(columns, 4))
        .rows().stream().map(row -> new Line(row, hanging)).toList();
  }
}
