package dev.vibe.repl.state;

import dev.vibe.repl.edit.Vi;
import dev.vibe.repl.key.Key;
import dev.vibe.repl.key.Key.Name;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Update by keys at a prompt that is edited as in Vi; what means the same as elsewhere is left
 * alone.
 */
final class ViUpdate {

  private ViUpdate() {}

  /**
   * Empty when the key means what it always means.
   *
   * @param usual what a key does without Vi
   */
  static Optional<Step> apply(
      SessionState state, Key key, BiFunction<SessionState, Name, Step> usual) {
    Vi vi = state.composer().vi();
    return switch (vi.mode()) {
      case OFF -> Optional.empty();
      case INSERT -> isEscape(key) ? escaped(state) : Optional.empty();
      case NORMAL ->
          switch (key) {
            case Key.Text(String text) -> Optional.of(letter(state, text, usual));
            case Key.Paste p -> Optional.empty();
            case Key.Press p ->
                isEscape(key) && !vi.pending().isEmpty() ? escaped(state) : Optional.empty();
          };
    };
  }

  private static boolean isEscape(Key key) {
    return key instanceof Key.Press(Name name) && name == Name.ESCAPE;
  }

  /** Where nothing is typed or a menu is open, Escape does what it does without Vi. */
  private static Optional<Step> escaped(SessionState state) {
    Composer composer = state.composer();
    if (composer.editor().isEmpty() || composer.menu().isOpen()) {
      return Optional.empty();
    }
    return Optional.of(took(state, composer.vi().escape(composer.editor())));
  }

  private static Step letter(
      SessionState state, String text, BiFunction<SessionState, Name, Step> usual) {
    Composer composer = state.composer();
    if (composer.vi().operator().isEmpty()) {
      SessionState ready = state.with(composer.with(composer.vi().done()));
      int times = composer.vi().count();
      switch (text) {
        case "j" -> {
          return repeated(ready, Name.DOWN, times, usual);
        }
        case "k" -> {
          return repeated(ready, Name.UP, times, usual);
        }
        case "u" -> {
          return repeated(ready, Name.UNDO, times, usual);
        }
        default -> {
          // The others need nothing but the text.
        }
      }
    }
    return took(state, composer.vi().letter(text, composer.editor()));
  }

  /** Until nothing changes any more, or something else has the keys. */
  private static Step repeated(
      SessionState state, Name name, int times, BiFunction<SessionState, Name, Step> usual) {
    Step step = Step.of(state);
    for (int i = 0; i < times && step.state().dialog() instanceof Dialog.None; i++) {
      Step next = usual.apply(step.state(), name);
      if (next.state().equals(step.state())) {
        break;
      }
      step = step.with(next.state());
    }
    return step;
  }

  private static Step took(SessionState state, Vi.Pressed pressed) {
    return Step.of(state.with(state.composer().with(pressed.editor()).with(pressed.vi())));
  }
}
