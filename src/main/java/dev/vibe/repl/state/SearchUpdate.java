package dev.vibe.repl.state;

import dev.vibe.repl.edit.Editor;
import dev.vibe.repl.key.Key;
import dev.vibe.repl.key.Key.Name;

/** Update by keys while something typed before is looked for. */
final class SearchUpdate {

  /** So many matches are shown. */
  static final int MOST = 6;

  private SearchUpdate() {}

  static Step apply(SessionState state, Dialog.Searching searching, Key key) {
    return switch (key) {
      case Key.Text(String text) -> typed(state, searching.typed().insert(text));
      case Key.Paste(String text) -> typed(state, searching.typed().insert(text));
      case Key.Press(Name name) -> pressed(state, searching, name);
    };
  }

  private static Step pressed(SessionState state, Dialog.Searching searching, Name name) {
    return switch (name) {
      case ENTER, TAB, RIGHT, END -> chosen(state, searching);
      case ESCAPE, INTERRUPT, EXTERNAL_EDITOR -> Step.of(state.with(new Dialog.None()));
      case SEARCH, DOWN -> moved(state, searching, 1);
      case UP -> moved(state, searching, -1);
      default -> typed(state, EditingKeys.edit(searching.typed(), name));
    };
  }

  private static Step typed(SessionState state, Editor typed) {
    return Step.of(
        state.with(
            new Dialog.Searching(typed, state.composer().history().search(typed.text(), MOST), 0)));
  }

  private static Step moved(SessionState state, Dialog.Searching searching, int by) {
    int count = Math.max(1, searching.found().size());
    int next = Math.floorMod(searching.selected() + by, count);
    return Step.of(state.with(new Dialog.Searching(searching.typed(), searching.found(), next)));
  }

  private static Step chosen(SessionState state, Dialog.Searching searching) {
    SessionState closed = state.with(new Dialog.None());
    if (searching.found().isEmpty()) {
      return Step.of(closed);
    }
    Editor found = Editor.of(searching.found().get(searching.selected()));
    return Step.of(closed.with(closed.composer().with(found).with(Menu.NONE)));
  }
}
