package dev.vibe.view;

import dev.vibe.text.Palette;
import dev.vibe.text.Palette.Role;
import dev.vibe.text.Width;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Line with styles.
 *
 * @param hanging columns by which what does not fit is indented on the lines after it
 */
public record Line(List<Span> spans, int hanging) {

  /** What a tab becomes. Columns. */
  public static final int TAB = 4;

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

  /** Broken between words, or inside of one that is too long, so that every line fits. */
  public List<Line> wrapped(int columns) {
    if (width() <= columns) {
      return List.of(this);
    }
    return new Wrapping(spans, hanging, Math.max(columns, 4))
        .rows().stream().map(row -> new Line(row, hanging)).toList();
  }
}
