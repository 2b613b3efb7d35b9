package dev.vibe.text;

/**
 * Colours by what text is for, from the 16 that follow the user's own terminal theme. Colour is
 * never the only sign of anything.
 */
public enum Palette {
  /** No escape sequence at all. */
  PLAIN,
  /** For a dark background, and where nothing is known about it. */
  ANSI,
  /** For a light background, on which yellow and cyan can hardly be read. */
  ANSI_LIGHT;

  /** Role of a piece of text: what it is for. */
  public enum Role {
    /** As the terminal shows text anyway. */
    TEXT(""),
    ADDED("32"),
    ADDED_WORD("32;7"),
    REMOVED("31"),
    REMOVED_WORD("31;7"),
    HUNK("36", "34"),
    STRONG("1"),
    FAINT("2"),
    WARNING("33", "35"),
    BAD("1;31"),
    EMPHASIS("3"),
    /** What does not hold any more. */
    STRUCK("2;9"),
    /** What the user types and what asks for it. */
    ACCENT("36", "34"),
    HEADING("1;35"),
    CODE("36", "34"),
    KEYWORD("35"),
    LITERAL("32"),
    NUMBER("33", "31"),
    COMMENT("2");

    private final String onDark;
    private final String onLight;

    Role(String parameters) {
      this(parameters, parameters);
    }

    Role(String onDark, String onLight) {
      this.onDark = onDark;
      this.onLight = onLight;
    }
  }

  /** Text of one line, which must be free of control characters; empty text stays empty. */
  public String paint(Role role, String text) {
    if (this == PLAIN || text.isEmpty() || role == Role.TEXT) {
      return text;
    }
    String parameters = this == ANSI_LIGHT ? role.onLight : role.onDark;
    return "\u001b[" + parameters + "m" + text + "\u001b[0m";
  }
}
