package dev.vibe.repl;

import dev.vibe.repl.live.Live;
import dev.vibe.text.Graphemes;
import dev.vibe.text.Palette;
import dev.vibe.view.Line;
import java.util.List;

/**
 * Renderer of what has to be written so that lines go into the terminal's own scrollback and the
 * live lines stay below them. Knows where the cursor is; owned by the thread that writes.
 */
final class InlineScreen {

  private static final String BEGIN = "\u001b[?2026h\u001b[?25l";
  private static final String END = "\u001b[?25h\u001b[?2026l";
  private static final String ERASE_BELOW = "\u001b[J";
  private static final String ERASE_LINE = "\u001b[2K";

  private Palette palette;
  private List<Line> drawn = List.of();
  private boolean isOutdated;
  private int drawnColumns;
  private int cursorRow;
  private int cursorColumn;

  InlineScreen(Palette palette) {
    this.palette = palette;
  }

  /** Other colours from the next frame on; what was printed keeps the old ones. */
  void use(Palette next) {
    if (next != palette) {
      palette = next;
      isOutdated = true;
    }
  }

  /**
   * Prints lines for good, and shows the live ones below. Each row is written over what it shows
   * and nothing is blank in between, so that a terminal that draws half a frame does not flicker.
   * Keys that come while the window is being made smaller are drawn before the session knows of it:
   * live lines that were laid out for more columns are cut, so that each of them stays one row.
   */
  String frame(List<Line> printed, Live live, int columns) {
    StringBuilder out = new StringBuilder(BEGIN);
    out.append(columns == drawnColumns ? home() : eraseAfterResize(columns));
    List<Line> before = printed.isEmpty() && !isOutdated ? drawn : List.of();
    for (Line line : printed) {
      // A line that the terminal breaks covers rows of which only the first one is known here.
      out.append(line.width() < columns ? ERASE_LINE : ERASE_BELOW);
      out.append(line.paint(palette)).append("\r\n");
    }
    List<Line> lines = live.lines().stream().map(line -> line.cut(columns)).toList();
    for (int i = 0; i < lines.size(); i++) {
      out.append(i == 0 ? "" : "\r\n");
      if (i >= before.size() || !before.get(i).equals(lines.get(i))) {
        out.append(ERASE_LINE).append(lines.get(i).paint(palette));
      }
    }
    if (drawn.size() > printed.size() + lines.size()) {
      out.append("\r\n").append(ERASE_BELOW).append("\u001b[A");
    }
    int up = lines.size() - 1 - live.cursorRow();
    out.append(up > 0 ? "\u001b[" + up + "A" : "").append('\r');
    drawn = lines;
    drawnColumns = columns;
    isOutdated = false;
    cursorRow = live.cursorRow();
    cursorColumn = Math.min(live.cursorColumn(), columns - 1);
    out.append(toCursor());
    return out.append(END).toString();
  }

  /**
   * From the first column to the cursor. Terminals do not agree how wide joined characters are;
   * where there are some before the cursor, writing them again is what gets there in all of them.
   */
  private String toCursor() {
    if (cursorColumn == 0) {
      return "";
    }
    Line before = drawn.get(cursorRow).cut(cursorColumn);
    return Graphemes.hasJoined(before.text())
        ? before.paint(palette)
        : "\u001b[" + cursorColumn + "C";
  }

  /** Takes the live lines away, with the cursor where they began. */
  String erase() {
    String out = home() + ERASE_BELOW;
    forget();
    return out;
  }

  /** As {@link #erase} after the terminal got another width and broke our lines anew. */
  String eraseAfterResize(int columns) {
    int rows = cursorColumn / Math.max(1, columns);
    for (int i = 0; i < cursorRow && i < drawn.size(); i++) {
      rows += Math.max(1, (drawn.get(i).width() + columns - 1) / Math.max(1, columns));
    }
    forget();
    return (rows > 0 ? "\u001b[" + rows + "A" : "") + "\r" + ERASE_BELOW;
  }

  /** The next frame starts where the cursor is, on an empty line. */
  void forget() {
    drawn = List.of();
    cursorRow = 0;
    cursorColumn = 0;
  }

  private String home() {
    return (cursorRow > 0 ? "\u001b[" + cursorRow + "A" : "") + "\r";
  }
}
