package dev.vibe.repl.key;

/** Key, or whatever else a person did on the keyboard. */
public sealed interface Key {

  /** Characters that stand for themselves. */
  record Text(String text) implements Key {}

  /** Text that came from the clipboard, with line feeds only. */
  record Paste(String text) implements Key {}

  record Press(Name name) implements Key {}

  /** Keys that are not text. Several keys may have one name where they mean the same. */
  enum Name {
    ENTER,
    /** Ctrl-J, Shift-Enter, Alt-Enter. */
    NEWLINE,
    TAB,
    SHIFT_TAB,
    ESCAPE,
    BACKSPACE,
    DELETE,
    LEFT,
    RIGHT,
    UP,
    DOWN,
    HOME,
    END,
    PAGE_UP,
    PAGE_DOWN,
    WORD_LEFT,
    WORD_RIGHT,
    /** Ctrl-W, Alt-Backspace. */
    DELETE_WORD,
    DELETE_WORD_RIGHT,
    KILL_TO_END,
    KILL_TO_START,
    YANK,
    /** Alt-Y, after {@link #YANK}: what was cut before that. */
    YANK_EARLIER,
    /** Alt-.: the last word of an earlier entry. */
    LAST_WORD,
    UNDO,
    TRANSPOSE,
    INTERRUPT,
    END_OF_INPUT,
    SUSPEND,
    REDRAW,
    SEARCH,
    EXTERNAL_EDITOR,
    OPEN_OUTPUT,
    /** Ctrl-X: into the run that goes on. */
    STEER,
    FOCUS_IN,
    FOCUS_OUT
  }
}
