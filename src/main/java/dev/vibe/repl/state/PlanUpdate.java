package dev.vibe.repl.state;

import dev.vibe.approval.Mode;
import dev.vibe.repl.key.Key;
import dev.vibe.repl.key.Key.Name;
import dev.vibe.repl.state.Shown.Kind;
import dev.vibe.text.Palette.Role;
import dev.vibe.view.Line;
import java.util.Locale;

/**
 * Update by keys while a plan is ready: carry it out, edit it first, or go on with the
 * conversation. The answer is typed and sent as any message, because a message may begin with the
 * letter of an answer; whatever is none is the next prompt. The offer stands until a run begins.
 */
final class PlanUpdate {

  private PlanUpdate() {}

  static Step apply(SessionState state, Dialog.PlanReady plan, Key key, long now) {
    String typed = state.composer().editor().text().strip().toLowerCase(Locale.ROOT);
    if (key instanceof Key.Press(Name name)) {
      if (name == Name.ENTER) {
        SessionState emptied = state.with(state.composer().emptied());
        switch (typed) {
          case "y", "yes" -> {
            return accept(emptied, plan, Mode.ACCEPT_EDITS, now);
          }
          case "a", "ask" -> {
            return accept(emptied, plan, Mode.ASK, now);
          }
          case "e", "edit" -> {
            return Step.of(emptied).act(new Action.EditOutside(plan.plan()));
          }
          case "n", "no" -> {
            return Step.of(emptied.with(new Dialog.None()));
          }
          default -> {
            // The next prompt.
          }
        }
      } else if (name == Name.ESCAPE && typed.isEmpty()) {
        return Step.of(state.with(new Dialog.None()));
      }
    }
    Step next = KeyUpdate.apply(state, key, now);
    boolean stands =
        next.state().activity() instanceof Activity.Idle
            || !(next.state().dialog() instanceof Dialog.PlanReady);
    return stands ? next : next.with(next.state().with(new Dialog.None()));
  }

  /** The plan as the user wants it is offered anew. */
  static Step edited(SessionState state, Dialog.PlanReady plan, String text) {
    String wanted = text.strip();
    return wanted.isEmpty() || wanted.equals(plan.plan().strip())
        ? Step.of(state)
        : Step.of(state.with(new Dialog.PlanReady(wanted, true)))
            .print(Kind.NOTE, Line.of(Role.FAINT, "the plan is as you edited it"));
  }

  /** Leaves plan mode and starts the work. */
  private static Step accept(SessionState state, Dialog.PlanReady plan, Mode mode, long now) {
    String prompt =
        plan.isEdited() ? "Carry out this plan:\n\n" + plan.plan() : "Carry out the plan.";
    return RequestUpdate.changeMode(state.with(new Dialog.None()), mode)
        .then(changed -> RequestUpdate.send(changed, prompt, now));
  }
}
