package dev.vibe.repl.state;

import dev.vibe.repl.key.Key;
import dev.vibe.repl.key.Key.Name;
import dev.vibe.repl.state.Shown.Kind;
import java.util.Optional;

/**
 * Update by keys while an earlier call is looked for. What was printed stays as it is, because it
 * belongs to the terminal by then: a call that is opened is printed once more, in full.
 */
final class CallsUpdate {

  private CallsUpdate() {}

  /** Empty when the key closes the viewer and belongs to the prompt: something is typed. */
  static Optional<Step> apply(SessionState state, Dialog.CallViewer opening, Key key) {
    return switch (key) {
      case Key.Text t -> Optional.empty();
      case Key.Paste p -> Optional.empty();
      case Key.Press(Name name) -> Optional.of(pressed(state, opening, name));
    };
  }

  private static Step pressed(SessionState state, Dialog.CallViewer opening, Name name) {
    return switch (name) {
      case UP -> at(state, opening.index() - 1);
      case DOWN -> at(state, opening.index() + 1);
      case HOME -> at(state, 0);
      case END -> at(state, Integer.MAX_VALUE);
      case ENTER, RIGHT, OPEN_OUTPUT -> opened(closed(state), opening.index());
      default -> Step.of(closed(state));
    };
  }

  private static Step at(SessionState state, int wanted) {
    int last = state.shown().calls().done().size() - 1;
    return Step.of(state.with(new Dialog.CallViewer(Math.clamp(wanted, 0, last))));
  }

  private static Step opened(SessionState state, int index) {
    Calls.Done call = state.shown().calls().done().get(index);
    return Step.of(state).print(Kind.NOTE, ToolLines.whole(call, state.room()));
  }

  private static SessionState closed(SessionState state) {
    return state.with(new Dialog.None());
  }
}
