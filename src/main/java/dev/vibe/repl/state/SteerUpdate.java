package dev.vibe.repl.state;

import java.util.ArrayList;
import java.util.List;

/**
 * Update by what is said into a run: the model hears it before its next reply, not when the run has
 * ended.
 */
final class SteerUpdate {

  private SteerUpdate() {}

  /**
   * Sends what is typed into the run, or else the first message that waits; without a run it is a
   * prompt as any other.
   */
  static Step steer(SessionState state, long now) {
    String text = state.composer().editor().expanded().strip();
    if (text.isEmpty()) {
      return waiting(state, now);
    }
    Composer composer = state.composer().with(state.composer().history().plus(text)).emptied();
    return say(state.with(composer), text, now).act(new Action.Remember(text));
  }

  private static Step waiting(SessionState state, long now) {
    List<String> queue = state.composer().queue();
    if (queue.isEmpty() || !(state.activity() instanceof Activity.Running)) {
      return Step.of(state);
    }
    List<String> rest = queue.subList(1, queue.size());
    return say(state.with(state.composer().withQueue(rest)), queue.getFirst(), now);
  }

  /** Commands are for us and not for the model, and a run that is being stopped hears nothing. */
  static Step say(SessionState state, String text, long now) {
    return state.activity() instanceof Activity.Running running
            && !running.isStopping()
            && !SlashCommands.isCommand(text)
        ? Step.of(state.with(running.steeredBy(text))).act(new Action.Ask(new Request.Steer(text)))
        : MessageUpdate.take(state, text, now);
  }

  /** What the run ended too early to hear stands before all that waits. */
  static SessionState unheard(SessionState state) {
    if (!(state.activity() instanceof Activity.Running running) || running.steering().isEmpty()) {
      return state;
    }
    List<String> queue = new ArrayList<>(running.steering());
    queue.addAll(state.composer().queue());
    SessionState next =
        state.with(state.composer().withQueue(queue)).with(running.steered(List.of()));
    return state.dialog() instanceof Dialog.QueueEditor waiting
        ? next.with(
            new Dialog.QueueEditor(waiting.index() + running.steering().size(), waiting.editor()))
        : next;
  }
}
