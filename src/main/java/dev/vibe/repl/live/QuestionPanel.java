package dev.vibe.repl.live;

import dev.vibe.repl.state.Dialog;
import dev.vibe.repl.state.QuestionView;
import dev.vibe.repl.state.Reading;
import dev.vibe.text.Palette.Role;
import dev.vibe.text.Width;
import dev.vibe.view.Line;
import java.util.ArrayList;
import java.util.List;

/** View of a question that is open: its title always, and as much of it as there is room for. */
final class QuestionPanel {

  private static final String KEYS = "arrows, PgUp, PgDn, End";
  private static final String LATER = "yes after the end";
  private static final String HELD = "no yes yet: read to the end";
  private static final String GAP = "not all seen";

  private QuestionPanel() {}

  /**
   * The panel.
   *
   * @param columns of the screen
   * @param rows that it may take, at least the title
   */
  static List<Line> of(Dialog.Asking asking, int columns, int rows) {
    Reading reading = asking.reading();
    List<Line> lines = new ArrayList<>();
    lines.add(QuestionView.title(asking.question(), columns));
    boolean hasPlace = reading.isLong() && rows > 2;
    lines.addAll(reading.shown(Math.max(0, rows - 1 - (hasPlace ? 1 : 0))));
    if (hasPlace) {
      lines.add(place(asking, columns));
    }
    return lines;
  }

  /** Where this is in the whole, and what that means for a yes; on one line, the place first. */
  private static Line place(Dialog.Asking asking, int columns) {
    Reading reading = asking.reading();
    String place = reading.position();
    boolean isHeld = asking.answering().isHeld();
    List<String> parts = new ArrayList<>();
    parts.add(place);
    if (isHeld) {
      parts.add(HELD);
    } else if (!reading.isEndSeen()) {
      parts.add(LATER);
    } else if (!reading.isWholeSeen()) {
      parts.add(GAP);
    }
    parts.add(KEYS);
    StringBuilder text = new StringBuilder("  ");
    for (String part : parts) {
      String more = (text.isEmpty() || part.equals(place) ? "" : " · ") + part;
      if (Width.of(text.toString()) + Width.of(more) < columns) {
        text.append(more);
      }
    }
    return Line.of(isHeld ? Role.WARNING : Role.HUNK, text.toString());
  }
}
