package dev.vibe.repl.state;

import dev.vibe.approval.Mode;
import dev.vibe.repl.key.Key;

/** A plan is ready: carry it out, edit it first, or talk on. */
final class PlanUpdate {

  private PlanUpdate() {}

  static Step apply(SessionState state, Dialog.PlanReady plan, Key key, long now) {
    return switch (key) {
      case Key.Text(String text) ->
          switch (text) {
            case "y", "Y" -> accept(state, "Carry out the plan.", now);
            case "e", "E" -> Step.of(state).act(new Action.EditOutside(plan.plan()));
            case "n", "N" -> closed(state);
            default -> KeyUpdate.apply(closed(state).state(), key, now);
          };
      case Key.Paste p -> KeyUpdate.apply(closed(state).state(), key, now);
      case Key.Press press ->
          switch (press.name()) {
            case ENTER, ESCAPE -> closed(state);
            default -> KeyUpdate.apply(closed(state).state(), key, now);
          };
    };
  }

  /** Leaves plan mode for the one that edits unasked, and starts the work. */
  static Step accept(SessionState state, String prompt, long now) {
    Step mode = Update.changeMode(closed(state).state(), Mode.ACCEPT_EDITS);
    Step sent = Update.send(mode.state(), prompt, now);
    Step all = mode.with(sent.state());
    for (Action action : sent.actions()) {
      all = all.act(action);
    }
    return all;
  }

  private static Step closed(SessionState state) {
    return Step.of(state.with(new Dialog.None()));
  }
}
