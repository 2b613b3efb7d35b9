package dev.vibe.repl.live;

import dev.vibe.view.Line;
import java.util.List;

/**
 * Lines at the bottom that change, each within the width of the screen, and where the cursor is
 * among them.
 *
 * @param prompt what asks for input, for screens that do not redraw; empty when nothing does
 */
public record Live(List<Line> lines, int cursorRow, int cursorColumn, String prompt) {
  public Live {
    lines = List.copyOf(lines);
  }
}
