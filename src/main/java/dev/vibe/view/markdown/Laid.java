package dev.vibe.view.markdown;

import dev.vibe.view.Line;
import java.util.ArrayList;
import java.util.List;

/**
 * Outcome of laying out some blocks.
 *
 * @param whole so many of the pieces stay as they are whatever follows
 */
record Laid(List<List<Line>> pieces, int whole) {

  static Laid whole(List<List<Line>> pieces) {
    return new Laid(pieces, pieces.size());
  }

  static Laid whole(Line line) {
    return whole(List.of(List.of(line)));
  }

  /** Of a block that ends with the first blank line. */
  static Laid until(boolean isBlank, List<Line> lines) {
    return new Laid(List.of(lines), isBlank ? 1 : 0);
  }

  /** Collector of blocks that follow each other. Used once. */
  static final class Sequence {

    private final List<List<Line>> pieces = new ArrayList<>();
    private int whole;

    boolean isEmpty() {
      return pieces.isEmpty();
    }

    /** What more follows cannot change what stands already. */
    void add(Laid next) {
      whole = pieces.size() + next.whole;
      pieces.addAll(next.pieces);
    }

    /** A continuation of the last block, which begins in the same piece. */
    void join(Laid next) {
      List<Line> seam = new ArrayList<>(pieces.removeLast());
      seam.addAll(next.pieces.getFirst());
      whole = pieces.size() + next.whole;
      pieces.add(seam);
      pieces.addAll(next.pieces.subList(1, next.pieces.size()));
    }

    Laid laid() {
      return new Laid(pieces, whole);
    }
  }

  Laid afterBlank() {
    if (pieces.isEmpty()) {
      return this;
    }
    List<List<Line>> all = new ArrayList<>(pieces);
    List<Line> first = new ArrayList<>(List.of(Line.EMPTY));
    first.addAll(all.getFirst());
    all.set(0, first);
    return new Laid(all, whole);
  }

  /** With a margin, which is another one before the first line. */
  Laid behind(Line first, Line others) {
    List<List<Line>> all = new ArrayList<>();
    Line margin = first;
    for (List<Line> piece : pieces) {
      List<Line> lines = new ArrayList<>();
      for (Line line : piece) {
        boolean isBlank = line.spans().isEmpty() && margin.text().isBlank();
        lines.add(isBlank ? line : margin.plus(line));
        margin = others;
      }
      all.add(lines);
    }
    return new Laid(all, whole);
  }
}
