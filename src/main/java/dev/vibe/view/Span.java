package dev.vibe.view;

import dev.vibe.text.ControlChars;
import dev.vibe.text.Palette.Role;
import java.util.Objects;

/** Span of text of one kind in one line. It must hold nothing that a terminal would obey. */
public record Span(Role role, String text) {

  public Span {
    Objects.requireNonNull(text);
  }

  /** Text from a model, a tool, a file or the user, made harmless and put on one line. */
  public static Span foreign(Role role, String text) {
    return new Span(role, ControlChars.neutraliseLine(text));
  }
}
