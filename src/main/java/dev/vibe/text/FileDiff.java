package dev.vibe.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Difference between two versions of one text file: the object that the terminal, JSON, patches and
 * editors all render.
 *
 * @param path relative to the workspace root, with {@code /}
 * @param kind whether the file is created, changed or deleted
 * @param hunks in file order, three lines of context; empty when nothing differs or an empty file
 *     is created or deleted
 */
public record FileDiff(String path, Kind kind, List<Hunk> hunks, int added, int removed) {

  /** Kind of change to the file as a whole. */
  public enum Kind {
    CREATED,
    CHANGED,
    DELETED
  }

  /** Mark of what happens to a line. */
  public enum Mark {
    CONTEXT(' '),
    ADDED('+'),
    REMOVED('-');

    private final char sign;

    Mark(char sign) {
      this.sign = sign;
    }

    public char sign() {
      return sign;
    }
  }

  /**
   * One line of a hunk.
   *
   * @param text without its line feed; a carriage return before that belongs to the text
   * @param endsFile true when the file ends here without a line feed
   */
  public record Line(Mark mark, String text, boolean endsFile) {}

  /**
   * A run of changed lines with context. Line numbers start at 1; a start of 0 means an empty side.
   */
  public record Hunk(int oldStart, int oldLines, int newStart, int newLines, List<Line> lines) {
    public Hunk {
      lines = List.copyOf(lines);
    }
  }

  public FileDiff {
    hunks = List.copyOf(hunks);
  }

  /** With another text in its lines, one in the place of each. */
  public FileDiff mapped(UnaryOperator<String> text) {
    return new FileDiff(
        path, kind, hunks.stream().map(hunk -> mapped(hunk, text)).toList(), added, removed);
  }

  /** As one text, where it keeps its lines: what is on one may tell what the next is. */
  private static Hunk mapped(Hunk hunk, UnaryOperator<String> text) {
    String all = hunk.lines().stream().map(Line::text).collect(Collectors.joining("\n"));
    String changed = text.apply(all);
    if (changed.equals(all)) {
      return hunk;
    }
    List<String> texts = List.of(changed.split("\n", -1));
    boolean fits = texts.size() == hunk.lines().size();
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < hunk.lines().size(); i++) {
      Line line = hunk.lines().get(i);
      String own = fits ? texts.get(i) : text.apply(line.text());
      lines.add(new Line(line.mark(), own, line.endsFile()));
    }
    return new Hunk(
        hunk.oldStart(), hunk.oldLines(), hunk.newStart(), hunk.newLines(), List.copyOf(lines));
  }
}
