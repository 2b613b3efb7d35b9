package dev.vibe.repl.state;

import dev.vibe.repl.edit.Editor;
import dev.vibe.repl.key.Key.Name;

/** Table of the keys that mean the same in every line that can be edited. */
final class EditingKeys {

  private EditingKeys() {}

  /** Keys that do the same in every line that can be edited; others change nothing. */
  static Editor edit(Editor editor, Name name) {
    return switch (name) {
      case NEWLINE -> editor.insert("\n");
      case BACKSPACE -> editor.backspace();
      case DELETE, END_OF_INPUT -> editor.delete();
      case LEFT -> editor.left();
      case RIGHT -> editor.right();
      case HOME -> editor.home();
      case END -> editor.end();
      case WORD_LEFT -> editor.wordLeft();
      case WORD_RIGHT -> editor.wordRight();
      case DELETE_WORD -> editor.deleteWord();
      case DELETE_WORD_RIGHT -> editor.deleteWordRight();
      case KILL_TO_END -> editor.killToEnd();
      case KILL_TO_START -> editor.killToStart();
      case YANK -> editor.yank();
      case YANK_EARLIER -> editor.yankEarlier();
      case TRANSPOSE -> editor.transpose();
      case UP -> editor.up();
      case DOWN -> editor.down();
      case ENTER,
          PAGE_UP,
          PAGE_DOWN,
          TAB,
          SHIFT_TAB,
          ESCAPE,
          UNDO,
          LAST_WORD,
          INTERRUPT,
          SUSPEND,
          REDRAW,
          SEARCH,
          EXTERNAL_EDITOR,
          OPEN_OUTPUT,
          STEER,
          FOCUS_IN,
          FOCUS_OUT ->
          editor;
    };
  }
}
