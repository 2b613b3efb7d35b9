package dev.vibe.repl.live;

import dev.vibe.repl.state.Dialog;
import dev.vibe.repl.state.QuestionChoices;
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
  private static final String LATER = "yes once all seen";
  private static final String LATER_SHORT = "not all seen";
  private static final String HELD = "no yes yet: read it all";
  private static final String HELD_SHORT = "not yet: read on";

  private QuestionPanel() {}

  /**
   * The panel.
   *
   * @param place of the call among those of its reply; may be empty
   * @param columns of the screen
   * @param rows that it may take, at least the title
   */
  static List<Line> of(Dialog.Asking asking, String place, int columns, int rows) {
    Reading reading = asking.reading();
    List<Line> lines = new ArrayList<>();
    String shown = place.isEmpty() ? "" : "  " + place;
    lines.add(
        QuestionView.title(asking.question(), columns - Width.of(shown)).plus(Role.FAINT, shown));
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
    if (asking.answering().isHeld()) {
      String held = joined(columns, reading.position(), HELD);
      String shown = held.contains(HELD) ? held : joined(columns, HELD_SHORT, reading.position());
      return Line.of(Role.WARNING, shown);
    }
    if (reading.isWholeSeen()) {
      return Line.of(Role.HUNK, joined(columns, reading.position(), KEYS));
    }
    if (QuestionChoices.hasDiff(asking.question()) && reading.below() > 0) {
      String more = "… " + reading.below() + " more lines · v all";
      return Line.of(Role.HUNK, joined(columns, more, LATER, KEYS));
    }
    String later = joined(columns, reading.position(), LATER, KEYS);
    String shown = later.contains(LATER) ? later : joined(columns, reading.position(), LATER_SHORT);
    return Line.of(Role.HUNK, shown);
  }

  /** As many of them as there is room for. */
  private static String joined(int columns, String... parts) {
    StringBuilder text = new StringBuilder();
    for (String part : parts) {
      String more = (text.isEmpty() ? "  " : " · ") + part;
      if (!part.isEmpty() && Width.of(text.toString()) + Width.of(more) < columns) {
        text.append(more);
      }
    }
    return text.toString();
  }
}
