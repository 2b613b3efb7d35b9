package dev.vibe.repl;

import dev.vibe.repl.live.Live;
import dev.vibe.text.Palette;
import dev.vibe.view.Line;
import java.util.List;

/**
 * Renderer of lines only, where nothing is ever redrawn: for dumb terminals and for screens that
 * are read aloud.
 */
final class PlainScreen {

  private String asked = "";

  /** What to write: the lines, and the prompt when one is due. */
  String frame(List<Line> printed, Live live) {
    StringBuilder out = new StringBuilder();
    if (!printed.isEmpty() && !asked.isEmpty()) {
      out.append('\n');
      asked = "";
    }
    printed.forEach(line -> out.append(line.paint(Palette.PLAIN)).append('\n'));
    if (!live.prompt().equals(asked)) {
      out.append(asked.isEmpty() ? "" : "\n").append(live.prompt());
      asked = live.prompt();
    }
    return out.toString();
  }

  /** The user has ended the line of the prompt. */
  void answered() {
    asked = "";
  }
}
