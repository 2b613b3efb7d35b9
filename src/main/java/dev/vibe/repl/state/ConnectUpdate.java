package dev.vibe.repl.state;

import dev.vibe.repl.state.Shown.Kind;

/**
 * Update by which a session gets its model. Where there is none yet it stays, looks again every few
 * seconds, at once by Enter, and takes another one by {@code /model}; prompts wait.
 */
final class ConnectUpdate {

  private ConnectUpdate() {}

  static Step connected(SessionState state, Facts.Connection connection, long now) {
    SessionState next = state.with(state.facts().with(connection));
    return state.activity() instanceof Activity.Starting ? free(next, now) : Step.of(next);
  }

  /** With that all is known that the first line tells. */
  static Step windowSeen(SessionState state, int tokens) {
    Step step = Step.of(state.with(state.facts().withWindow(tokens)));
    return state.facts().windowTokens() == Facts.UNSEEN
        ? step.print(Kind.NOTE, Parting.greeting(step.state().facts()))
        : step;
  }

  static Step absent(SessionState state, long now) {
    return Step.of(state.with(Activity.Starting.again(now)));
  }

  static Step tick(SessionState state, long now) {
    return state.activity() instanceof Activity.Starting starting && starting.isDue(now)
        ? tryNow(state)
        : Step.of(state);
  }

  static Step tryNow(SessionState state) {
    return Step.of(state.with(Activity.Starting.begun()))
        .act(new Action.Ask(new Request.Connect()));
  }

  /** A request is done: what waits goes on, if there is a model for it. */
  static Step free(SessionState state, long now) {
    return state.facts().model().isEmpty()
        ? absent(state, now)
        : MessageUpdate.next(Step.of(state.with(new Activity.Idle())), now);
  }
}
