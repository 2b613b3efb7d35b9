package dev.vibe.view;

import dev.vibe.text.ControlChars;
import dev.vibe.text.Figures;
import dev.vibe.text.Palette.Role;
import dev.vibe.text.Width;

/**
 * Line that says what goes on: a sign that moves, what it is, and figures such as for how long.
 * What it is gives way where there is not room for all.
 *
 * @param what foreign text may be in it
 */
public record ActivityLine(String spin, String what, String figures) {

  private static final long SECOND = 1_000_000_000L;

  /** For how long something has gone on. */
  public static String since(long nanos) {
    return Figures.seconds(Math.max(0, nanos) / SECOND);
  }

  /** How long something takes still; a second that has begun counts. */
  public static String left(long nanos) {
    return Figures.seconds((nanos + SECOND - 1) / SECOND);
  }

  /** So many columns wide at most. */
  public Line within(int columns) {
    int room = Math.max(0, columns - Width.of(spin) - 1 - Width.of(figures));
    String shown = Width.shorten(ControlChars.neutraliseLine(what), room);
    return Line.of(
            new Span(Role.ACCENT, spin + " "),
            new Span(Role.TEXT, shown),
            new Span(Role.FAINT, figures))
        .cut(columns);
  }
}
