package dev.vibe.text;

/** Colours by what text is for, from the 16 that follow the user's own terminal theme. */
public enum Palette {
  /** No escape sequence at all. */
  PLAIN,
  ANSI;

  /** What a piece of text is for. */
  public enum Role {
    ADDED("32"),
    ADDED_WORD("32;7"),
    REMOVED("31"),
    REMOVED_WORD("31;7"),
    HUNK("36"),
    STRONG("1"),
    FAINT("2"),
    WARNING("33"),
    BAD("1;31");

    private final String parameters;

    Role(String parameters) {
      this.parameters = parameters;
    }
  }

  /** Text of one line, which must be free of control characters; empty text stays empty. */
  public String paint(Role role, String text) {
    return this == PLAIN || text.isEmpty()
        ? text
        : "\u001b[" + role.parameters + "m" + text + "\u001b[0m";
  }
}
