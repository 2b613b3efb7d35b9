package dev.vibe.view;

import dev.vibe.text.Palette.Role;
import dev.vibe.text.Width;
import java.util.ArrayList;
import java.util.List;

/** Breaker of one line into rows of spans. Used once. */
final class Wrapping {

  private final List<Span> spans;
  private final int columns;
  private final String indent;
  private final List<List<Span>> rows = new ArrayList<>();
  private final List<Span> row = new ArrayList<>();
  private int used;
  private boolean hasWord;

  /**
   * For one line.
   *
   * @param hanging how far rows after the first are indented, in columns
   * @param columns that a row may take, at least 4
   */
  Wrapping(List<Span> spans, int hanging, int columns) {
    this.spans = spans;
    this.columns = columns;
    this.indent = " ".repeat(hanging < columns / 2 ? hanging : columns / 10);
  }

  List<List<Span>> rows() {
    for (List<Span> word : words()) {
      int width = word.stream().mapToInt(span -> Width.of(span.text())).sum();
      if (hasWord && used + width > columns && !isBlank(word)) {
        endRow();
      }
      if (used + width > columns && isBlank(word)) {
        continue;
      }
      word.forEach(this::add);
    }
    endRow();
    return rows;
  }

  private void add(Span span) {
    String rest = span.text();
    while (!rest.isEmpty()) {
      String piece = Width.cut(rest, columns - used);
      if (piece.isEmpty()) {
        if (used > indent.length()) {
          endRow();
          continue;
        }
        piece = Width.row(rest, columns - used);
        if (piece.isEmpty()) {
          return; // not even a part of a character fits
        }
      }
      row.add(new Span(span.role(), piece));
      used += Width.of(piece);
      hasWord |= !piece.isBlank();
      rest = rest.substring(piece.length());
      if (!rest.isEmpty()) {
        endRow();
      }
    }
  }

  private void endRow() {
    while (!row.isEmpty() && row.getLast().text().isBlank()) {
      row.removeLast();
    }
    rows.add(List.copyOf(row));
    row.clear();
    hasWord = false;
    used = 0;
    if (!indent.isEmpty()) {
      row.add(new Span(Role.TEXT, indent));
      used = indent.length();
    }
  }

  /** Runs of blanks and runs of anything else; a run may cross spans. */
  private List<List<Span>> words() {
    List<List<Span>> words = new ArrayList<>();
    boolean inBlanks = false;
    for (Span span : spans) {
      String text = span.text();
      int start = 0;
      while (start < text.length()) {
        boolean blanks = text.charAt(start) == ' ';
        int end = start;
        while (end < text.length() && (text.charAt(end) == ' ') == blanks) {
          end++;
        }
        if (words.isEmpty() || blanks != inBlanks) {
          words.add(new ArrayList<>());
        }
        inBlanks = blanks;
        words.getLast().add(new Span(span.role(), text.substring(start, end)));
        start = end;
      }
    }
    return words;
  }

  private static boolean isBlank(List<Span> word) {
    return word.getFirst().text().isBlank();
  }
}
