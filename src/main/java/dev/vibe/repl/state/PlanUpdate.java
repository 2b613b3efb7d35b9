package dev.vibe.repl.state;

import dev.vibe.approval.Mode;
import dev.vibe.conversation.PlanPrompt;
import dev.vibe.repl.key.Key;
import dev.vibe.repl.key.Key.Name;
import dev.vibe.repl.state.Choices.Choice;
import dev.vibe.repl.state.Choices.Outcome;
import dev.vibe.repl.state.Shown.Kind;
import dev.vibe.text.Palette.Role;
import dev.vibe.view.Line;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Update by keys while a plan is ready. All letters are the next message; one key that no message
 * begins with opens the list of what can become of the plan. The offer stands until a run begins.
 */
final class PlanUpdate {

  /** A question mark that ends a sentence, whatever marks stand behind it. */
  private static final Pattern QUESTION = Pattern.compile("[?？][\\p{Punct}\\s]*(\\s|$)");

  /** What can become of a plan. */
  static final Choices CHOICES =
      new Choices(
          "the plan",
          List.of(
              new Choice(
                  "carry it out", "edits run unasked", new Outcome.CarriedOut(Mode.ACCEPT_EDITS)),
              new Choice(
                  "carry it out, ask", "asks before each edit", new Outcome.CarriedOut(Mode.ASK)),
              new Choice("edit it first", "in $VISUAL or $EDITOR", new Outcome.Edited()),
              new Choice("leave it", "go on planning", new Outcome.Left())));

  private PlanUpdate() {}

  /** Whether an answer in plan mode is a plan: one whose last paragraph asks something is none. */
  static boolean isPlan(String answer) {
    String[] paragraphs = answer.strip().split("\\n\\s*\\n", -1);
    return !answer.isBlank() && !QUESTION.matcher(paragraphs[paragraphs.length - 1]).find();
  }

  /** Whether the key opens the list. */
  static boolean opens(SessionState state, Key key) {
    return isPressed(state, key, Name.YANK);
  }

  private static boolean isPressed(SessionState state, Key key, Name wanted) {
    return state.composer().editor().isEmpty()
        && key instanceof Key.Press(Name name)
        && name == wanted;
  }

  static Step apply(SessionState state, Key key, long now) {
    if (isPressed(state, key, Name.ESCAPE)) {
      return Step.of(state.with(new Dialog.None()));
    }
    return standing(KeyUpdate.apply(state, key, now));
  }

  /** A whole line that answers, where there are no keys; empty: it is the next prompt. */
  static Optional<Step> line(SessionState state, String line, long now) {
    return switch (line.strip().toLowerCase(Locale.ROOT)) {
      case "y", "yes" -> Optional.of(carryOut(state, Mode.ACCEPT_EDITS, now));
      case "ask" -> Optional.of(carryOut(state, Mode.ASK, now));
      case "e", "edit" -> Optional.of(edit(state));
      case "n", "no" -> Optional.of(Step.of(state.with(new Dialog.None())));
      default -> Optional.empty();
    };
  }

  /** The offer ends with the next run. */
  private static Step standing(Step next) {
    boolean stands =
        next.state().activity() instanceof Activity.Idle
            || !(next.state().dialog() instanceof Dialog.PlanReady);
    return stands ? next : next.with(next.state().with(new Dialog.None()));
  }

  static Step edit(SessionState state) {
    return state.dialog() instanceof Dialog.PlanReady plan
        ? Step.of(state).act(new Action.EditOutside(plan.plan(), "plan.md"))
        : Step.of(state);
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
  static Step carryOut(SessionState state, Mode mode, long now) {
    if (!(state.dialog() instanceof Dialog.PlanReady plan)) {
      return Step.of(state);
    }
    String prompt = plan.isEdited() ? PlanPrompt.accepting(plan.plan()) : PlanPrompt.accepting();
    return RequestUpdate.changeMode(state.with(new Dialog.None()), mode)
        .then(changed -> RequestUpdate.send(changed, prompt, now));
  }
}
