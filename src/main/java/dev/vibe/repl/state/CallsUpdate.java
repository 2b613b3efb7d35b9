package dev.vibe.repl.state;

import dev.vibe.repl.key.Key;
import dev.vibe.repl.key.Key.Name;
import dev.vibe.repl.state.Shown.Kind;
import java.util.List;

/**
 * Keys while an earlier call is looked for. What was printed stays as it is, because it belongs to
 * the terminal by then: a call that is opened is printed once more, in full.
 */
final class CallsUpdate {

  private CallsUpdate() {}

  static Step open(SessionState state) {
    List<Calls.Done> done = state.shown().calls().done();
    return done.isEmpty()
        ? Step.of(state).note("no tool was called yet")
        : Step.of(state.with(new Dialog.CallViewer(done.size() - 1)));
  }

  static Step apply(SessionState state, Dialog.CallViewer opening, Key key, long now) {
    return switch (key) {
      case Key.Text t -> KeyUpdate.apply(closed(state), key, now);
      case Key.Paste p -> KeyUpdate.apply(closed(state), key, now);
      case Key.Press(Name name) ->
          switch (name) {
            case UP -> at(state, opening.index() - 1);
            case DOWN -> at(state, opening.index() + 1);
            case HOME -> at(state, 0);
            case END -> at(state, Integer.MAX_VALUE);
            case ENTER, RIGHT, OPEN_OUTPUT -> opened(closed(state), opening.index());
            default -> Step.of(closed(state));
          };
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
