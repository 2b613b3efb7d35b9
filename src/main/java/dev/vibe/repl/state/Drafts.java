package dev.vibe.repl.state;

import dev.vibe.repl.edit.Editor;
import dev.vibe.repl.state.Held.Waiting;

/** Update of what is held back: drafts that make room for a question, and what waits for them. */
final class Drafts {

  private Drafts() {}

  /** Whether a question waits until nobody types. */
  static boolean isAskedLater(SessionState state) {
    return state.held().waiting() instanceof Waiting.Asked;
  }

  /** With nothing that waits. */
  static SessionState nothingHeld(SessionState state) {
    return state.with(state.held().with(new Waiting.Nothing()));
  }

  /** The prompt is empty, and what was in it comes back by {@link #returned}. */
  static SessionState aside(SessionState state) {
    Composer composer = state.composer();
    return composer.editor().isEmpty()
        ? state
        : state.with(state.held().with(composer.editor())).with(composer.emptied());
  }

  /** With the draft that was put aside, before what was typed since. */
  static SessionState returned(SessionState state) {
    Editor draft = state.held().draft();
    if (draft.isEmpty()) {
      return state;
    }
    Editor since = state.composer().editor();
    Editor all = since.isEmpty() ? draft : Editor.of(draft.expanded() + "\n" + since.expanded());
    return state.with(state.held().with(Editor.EMPTY)).with(state.composer().with(all));
  }
}
