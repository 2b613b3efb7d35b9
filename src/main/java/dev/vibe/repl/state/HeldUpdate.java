package dev.vibe.repl.state;

import dev.vibe.approval.Question;
import dev.vibe.event.Inquiry;
import dev.vibe.repl.state.Held.Waiting;

/**
 * Update by which a question or a list waits until nobody types. A screen of lines does not know
 * whether somebody does, and shows it at once.
 */
final class HeldUpdate {

  private HeldUpdate() {}

  static Step asked(SessionState state, Question question) {
    return asked(state, new Waiting.Asked(question));
  }

  static Step inquired(SessionState state, Inquiry inquiry) {
    return asked(state, new Waiting.Inquired(inquiry));
  }

  private static Step asked(SessionState state, Waiting waiting) {
    Activity activity =
        state.activity() instanceof Activity.Running running
            ? running.doing("waiting to ask")
            : state.activity();
    Step held = Step.of(held(state.with(activity), waiting));
    return state.presence().isFocused() ? held : held.act(new Action.Ring());
  }

  /** A question is more urgent than a list. */
  static Step offered(SessionState state, Choices choices) {
    return state.held().waiting() instanceof Waiting.Asked
            || state.held().waiting() instanceof Waiting.Inquired
        ? Step.of(state)
        : Step.of(held(state, new Waiting.Offered(choices)));
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
    return show(Drafts.aside(state), now);
  }

  private static Step show(SessionState state, long now) {
    SessionState free = Drafts.nothingHeld(QueueUpdate.settled(state));
    return switch (state.held().waiting()) {
      case Waiting.Nothing() -> Step.of(state);
      case Waiting.Asked(Question question) -> QuestionUpdate.shown(free, question, now);
      case Waiting.Inquired(Inquiry inquiry) -> InquiryUpdate.shown(free, inquiry);
      case Waiting.Offered(Choices choices) -> PickUpdate.shown(free, choices, now);
    };
  }

  private static SessionState held(SessionState state, Waiting waiting) {
    return state.with(state.held().with(waiting));
  }
}
