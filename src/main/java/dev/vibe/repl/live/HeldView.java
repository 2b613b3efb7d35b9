package dev.vibe.repl.live;

import dev.vibe.approval.Question;
import dev.vibe.event.Inquiry;
import dev.vibe.repl.state.Choices;
import dev.vibe.repl.state.Held;
import dev.vibe.text.ControlChars;
import dev.vibe.text.Palette.Role;
import dev.vibe.text.Width;
import dev.vibe.view.Line;
import java.util.Optional;

/** View of what is held back until nobody types. */
final class HeldView {

  private static final String WAITS = "  waits: ";

  private HeldView() {}

  /** The line of it, in so many columns; empty when nothing is held back. */
  static Optional<Line> line(Held.Waiting waiting, int columns) {
    return switch (waiting) {
      case Held.Waiting.Nothing() -> Optional.empty();
      case Held.Waiting.Asked(Question question) ->
          Optional.of(later(question.title(), "asks when you pause", columns));
      case Held.Waiting.Inquired(Inquiry inquiry) ->
          Optional.of(later(inquiry.question(), "asks when you pause", columns));
      case Held.Waiting.Offered(Choices choices) ->
          Optional.of(later(choices.title(), "opens when you pause", columns));
    };
  }

  private static Line later(String title, String when, int columns) {
    String keys = " · " + when + " · Tab: now";
    int room = Math.max(8, columns - Width.of(WAITS) - Width.of(keys));
    String shown = Width.shorten(ControlChars.neutraliseLine(title), room);
    return Line.of(Role.STRONG, WAITS + shown + keys);
  }
}
