package dev.vibe.repl.state;

import dev.vibe.approval.Question;
import dev.vibe.repl.edit.Editor;
import dev.vibe.repl.state.Held.Waiting;

/**
 * Update by which a question or a list waits until nobody types. A screen of lines does not know
 * whether somebody does, and shows it at once.
 */
final class HeldUpdate {

  private HeldUpdate() {}

  static Step asked(SessionState state, Question question, long now) {
    Step held = Step.of(held(state, new Waiting.Asked(question)));
    return state.presence().isFocused() ? held : held.act(new Action.Ring());
  }

  /** A question is more urgent than a list. */
  static Step offered(SessionState state, Choices choices) {
    return state.held().waiting() instanceof Waiting.Asked
        ? Step.of(state)
        : Step.of(held(state, new Waiting.Offered(choices)));
  }

  /** Whether there was a question that waited, and does no more. */
  static boolean isWithdrawn(SessionState state) {
    return state.held().waiting() instanceof Waiting.Asked;
  }

  /** Shows what waits, if it is time for it. */
  static Step due(Step step, long now) {
    SessionState state = step.state();
    boolean isDue =
        state.held().isWaiting()
            && (state.size().isEndless() || state.presence().keyboard().isQuiet(now));
    return isDue ? step.then(ready -> show(ready, now)) : step;
  }

  /** Shows it now, with what is typed put aside until it is answered. */
  static Step showNow(SessionState state, long now) {
    return show(aside(state), now);
  }

  static SessionState without(SessionState state) {
    return held(state, new Waiting.Nothing());
  }

  private static Step show(SessionState state, long now) {
    SessionState free = without(QueueUpdate.settled(state));
    return switch (state.held().waiting()) {
      case Waiting.Nothing() -> Step.of(state);
      case Waiting.Asked(Question question) -> QuestionUpdate.shown(free, question, now);
      case Waiting.Offered(Choices choices) -> PickUpdate.shown(free, choices, now);
    };
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
    Editor all =
        since.isEmpty() ? draft : Editor.of(draft.expanded() + "\n" + since.expanded());
    return state.with(state.held().with(Editor.EMPTY)).with(state.composer().with(all));
  }

  private static SessionState held(SessionState state, Waiting waiting) {
    return state.with(state.held().with(waiting));
  }
}
