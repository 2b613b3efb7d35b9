package dev.vibe.repl.state;

import dev.vibe.approval.Mode;
import java.util.ArrayList;
import java.util.List;

/** Update by which something begins behind the screen: a run, another request, another mode. */
final class RequestUpdate {

  private RequestUpdate() {}

  /** Starts a run when nothing else goes on; otherwise the message waits. */
  static Step send(SessionState state, String text, long now) {
    if (!(state.activity() instanceof Activity.Idle)) {
      List<String> queue = new ArrayList<>(state.composer().queue());
      queue.add(text);
      return Step.of(state.with(state.composer().withQueue(queue)));
    }
    Request prompt = new Request.Prompt(text, state.composer().attached());
    return Step.of(
            state.with(Activity.Running.begun(now)).with(state.composer().withAttached(List.of())))
        .act(new Action.Ask(prompt));
  }

  /** Starts a request other than a prompt. */
  static Step ask(SessionState state, String what, Request request, long now) {
    return Step.of(state.with(new Activity.Busy(what, now))).act(new Action.Ask(request));
  }

  static Step changeMode(SessionState state, Mode mode) {
    return Step.of(state.with(state.facts().with(mode)))
        .note("mode " + mode.label() + ": " + mode.meaning())
        .act(new Action.SetMode(mode));
  }
}
