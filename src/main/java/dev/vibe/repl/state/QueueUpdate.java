package dev.vibe.repl.state;

import dev.vibe.repl.edit.Editor;
import dev.vibe.repl.key.Key;
import dev.vibe.repl.key.Key.Name;
import java.util.ArrayList;
import java.util.List;

/** Update by keys while a message that waits is changed: in its place, or away with it. */
final class QueueUpdate {

  private QueueUpdate() {}

  /** Opens the newest. */
  static Step open(SessionState state) {
    return at(state, state.composer().queue().size() - 1);
  }

  static Step apply(SessionState state, Dialog.QueueEditor waiting, Key key, long now) {
    return switch (key) {
      case Key.Text(String text) -> edited(state, waiting, waiting.editor().insert(text));
      case Key.Paste(String text) -> edited(state, waiting, waiting.editor().paste(text));
      case Key.Press(Name name) -> pressed(state, waiting, name, now);
    };
  }

  private static Step pressed(SessionState state, Dialog.QueueEditor waiting, Name name, long now) {
    return switch (name) {
      case ENTER -> closed(kept(state, waiting), now);
      case ESCAPE -> closed(state, now);
      case INTERRUPT -> closed(removed(state, waiting.index()), now);
      case UP -> at(kept(state, waiting), waiting.index() - 1);
      case DOWN -> {
        SessionState kept = kept(state, waiting);
        boolean isGone = kept.composer().queue().size() < state.composer().queue().size();
        yield at(kept, waiting.index() + (isGone ? 0 : 1));
      }
      case STEER -> {
        String text = waiting.editor().expanded().strip();
        SessionState rest = removed(state, waiting.index()).with(new Dialog.None());
        yield text.isEmpty() ? Step.of(rest) : SteerUpdate.say(rest, text, now);
      }
      default -> edited(state, waiting, EditingKeys.edit(waiting.editor(), name));
    };
  }

  /** Without the dialog, with what was changed in it. */
  static SessionState settled(SessionState state) {
    return state.dialog() instanceof Dialog.QueueEditor waiting
        ? kept(state, waiting).with(new Dialog.None())
        : state;
  }

  private static Step edited(SessionState state, Dialog.QueueEditor waiting, Editor editor) {
    return Step.of(state.with(new Dialog.QueueEditor(waiting.index(), editor)));
  }

  /** Beyond the last one is the prompt. */
  private static Step at(SessionState state, int wanted) {
    List<String> queue = state.composer().queue();
    if (wanted >= queue.size()) {
      return Step.of(state.with(new Dialog.None()));
    }
    int index = Math.max(0, wanted);
    return Step.of(state.with(new Dialog.QueueEditor(index, Editor.of(queue.get(index)))));
  }

  /** As it was changed; nothing left of it means that it is not wanted. */
  private static SessionState kept(SessionState state, Dialog.QueueEditor waiting) {
    String text = waiting.editor().expanded().strip();
    if (text.isEmpty()) {
      return removed(state, waiting.index());
    }
    List<String> queue = new ArrayList<>(state.composer().queue());
    queue.set(waiting.index(), text);
    return state.with(state.composer().withQueue(queue));
  }

  private static SessionState removed(SessionState state, int index) {
    List<String> queue = new ArrayList<>(state.composer().queue());
    queue.remove(index);
    return state.with(state.composer().withQueue(queue));
  }

  /** A run that ended meanwhile left the messages alone. */
  private static Step closed(SessionState state, long now) {
    Step step = Step.of(state.with(new Dialog.None()));
    return state.activity() instanceof Activity.Idle ? MessageUpdate.next(step, now) : step;
  }
}
