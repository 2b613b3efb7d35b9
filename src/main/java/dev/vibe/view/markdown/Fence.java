package dev.vibe.view.markdown;

import dev.vibe.text.ControlChars;
import dev.vibe.text.Palette.Role;
import dev.vibe.text.Width;
import dev.vibe.view.Line;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.FencedCodeBlock;

/**
 * State of code behind a fence, of which each line is laid out as it comes.
 *
 * @param marks what ends it, or more of the same
 * @param indent blanks before its marks, taken off its lines
 */
record Fence(String marks, int indent, Highlighter highlighter) {

  /** No code, or code that ends elsewhere. */
  static final Fence NONE = new Fence("", 0, Highlighter.of(""));

  /** Further in it is no end of code. Blanks. */
  private static final int MOST_INDENT = 3;

  private static final int LONGEST_NAME = 20;
  private static final String MARGIN = "  ";

  /** A line of code, in as many rows as it takes, and what the next line finds. */
  record Coloured(List<Line> rows, Fence next) {}

  static Fence of(FencedCodeBlock block) {
    String marks = block.getFenceCharacter().repeat(block.getOpeningFenceLength());
    return new Fence(marks, block.getFenceIndent(), Highlighter.named(block.getInfo()));
  }

  boolean isOpen() {
    return !marks.isEmpty();
  }

  /** The name of the language, where there is one. */
  List<Line> head() {
    String name = highlighter.name();
    return name.isEmpty()
        ? List.of()
        : List.of(Line.foreign(Role.FAINT, MARGIN + Width.shorten(name, LONGEST_NAME)));
  }

  /** Whether a line ends the code. */
  boolean isEnd(String line) {
    String text = line.stripTrailing();
    int start = blanks(text, MOST_INDENT);
    return text.startsWith(marks, start)
        && text.chars().skip(start).allMatch(c -> c == marks.charAt(0));
  }

  /** A line as it came. */
  Coloured line(String line, int columns) {
    return code(line.substring(blanks(line, indent)), columns);
  }

  /** A line without what stands before the code. Its rows begin in one column. */
  Coloured code(String line, int columns) {
    String harmless = Width.expandTabs(ControlChars.neutralise(line), Line.TAB);
    Highlighter.Highlighted lit = highlighter.line(harmless);
    int room = Math.max(1, columns - MARGIN.length());
    List<Line> rows =
        new Line(lit.spans(), 0).broken(room).stream().map(row -> row.after(MARGIN)).toList();
    return new Coloured(rows, new Fence(marks, indent, lit.next()));
  }

  /** All lines of code, each for itself. */
  List<List<Line>> all(String literal, int columns) {
    List<List<Line>> rows = new ArrayList<>();
    Fence now = this;
    for (String line : literal.lines().toList()) {
      Coloured coloured = now.code(line, columns);
      rows.add(coloured.rows());
      now = coloured.next();
    }
    return rows;
  }

  private static int blanks(String line, int most) {
    int blanks = 0;
    while (blanks < most && blanks < line.length() && line.charAt(blanks) == ' ') {
      blanks++;
    }
    return blanks;
  }
}
