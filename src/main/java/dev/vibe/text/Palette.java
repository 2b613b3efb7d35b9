package dev.vibe.text;

/** Colours by what text is for, from the 16 that follow the user's own terminal theme. */
public enum Palette {
  /** No escape sequence at all. */
  PLAIN,
  ANSI;

  /** What a piece of text is for. */
  public enum Role {
    /** As the terminal shows text anyway. */
    TEXT(""),
    ADDED("32"),
    ADDED_WORD("32;7"),
    REMOVED("31"),
    REMOVED_WORD("31;7"),
    HUNK("36"),
    STRONG("1"),
    FAINT("2"),
    WARNING("33"),
    BAD("1;31"),
    EMPHASIS("3"),
    /** What the user types and what asks for it. */
    ACCENT("36"),
    HEADING("1;35"),
    CODE("36"),
    KEYWORD("35"),
    LITERAL("32"),
    NUMBER("33"),
    COMMENT("2");

    private final String parameters;

    Role(String parameters) {
      this.parameters = parameters;
    }
  }

  /** Text of one line, which must be free of control characters; empty text stays empty. */
  public String paint(Role role, String text) {
    return this == PLAIN || text.isEmpty() || role == Role.TEXT
        ? text
        : "\u001b[" + role.parameters + "m" + text + "\u001b[0m";
  }
}
