package dev.vibe.repl.state;

import dev.vibe.approval.Mode;
import dev.vibe.problem.ExitCode;
import dev.vibe.repl.edit.Editor;
import dev.vibe.repl.edit.Fuzzy;
import dev.vibe.repl.key.Key;
import dev.vibe.repl.key.Key.Name;
import dev.vibe.repl.state.Choices.Choice;
import dev.vibe.repl.state.Choices.Outcome;
import dev.vibe.repl.state.Shown.Kind;
import dev.vibe.text.Palette.Role;
import dev.vibe.view.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Update by keys while one thing of a list is picked: arrows move, letters filter, a number names
 * it. With something typed at the prompt, or before the list can have been read, letters belong to
 * the prompt; sending that closes the list.
 */
final class PickUpdate {

  private PickUpdate() {}

  /** The list is on the screen from now on. */
  static Step shown(SessionState state, Choices choices, long now) {
    if (choices.choices().isEmpty()) {
      return Step.of(state).note("none: " + choices.title());
    }
    Dialog.Narrowing all = filtered(choices, Editor.EMPTY);
    SessionState next = state.with(new Dialog.Picker(choices, all, state.dialog(), now));
    return state.size().isEndless()
        ? Step.of(next).print(Kind.NOTE, listed(choices))
        : Step.of(next);
  }

  /** For a frontend that draws no lists. */
  private static List<Line> listed(Choices choices) {
    List<Line> lines = new ArrayList<>();
    lines.add(Line.foreign(Role.STRONG, choices.title()));
    for (Choice choice : choices.choices()) {
      String number = lines.size() + "  ";
      String doc = choice.doc().isEmpty() ? "" : "  (" + choice.doc() + ")";
      lines.add(Line.foreign(Role.TEXT, number + choice.text() + doc).after("  "));
    }
    return lines;
  }

  static Step apply(SessionState state, Dialog.Picker picking, Key key, long now) {
    boolean isHeard = picking.isSeen(now) && state.composer().editor().isEmpty();
    return switch (key) {
      case Key.Text(String text) ->
          isHeard ? letter(state, picking, text, now) : KeyUpdate.apply(state, key, now);
      case Key.Paste(String text) ->
          isHeard
              ? typed(state, picking, picking.typed().insert(text))
              : KeyUpdate.apply(state, key, now);
      case Key.Press(Name name) ->
          isHeard || isOfList(name)
              ? pressed(state, picking, name, now)
              : drafted(state, picking, name, now);
    };
  }

  private static Step letter(SessionState state, Dialog.Picker picking, String text, long now) {
    return switch (picking.choices().pickedBy()) {
      case ENTER -> typed(state, picking, picking.typed().insert(text));
      case X ->
          text.equals("x")
              ? chosen(state, picking, now)
              : KeyUpdate.apply(state, new Key.Text(text), now);
    };
  }

  private static boolean isOfList(Name name) {
    return switch (name) {
      case ESCAPE, INTERRUPT, UP, DOWN -> true;
      default -> false;
    };
  }

  /** A key of the prompt. Once what is typed there was sent, nobody picks any more. */
  private static Step drafted(SessionState state, Dialog.Picker picking, Name name, long now) {
    return switch (name) {
      case ENTER ->
          state.composer().editor().isEmpty()
              ? Step.of(state)
              : KeyUpdate.apply(state.with(picking.under()), new Key.Press(name), now);
      case SEARCH, OPEN_OUTPUT, EXTERNAL_EDITOR, END_OF_INPUT -> Step.of(state);
      default -> KeyUpdate.apply(state, new Key.Press(name), now);
    };
  }

  private static Step pressed(SessionState state, Dialog.Picker picking, Name name, long now) {
    return switch (name) {
      case ENTER ->
          switch (picking.choices().pickedBy()) {
            case ENTER -> chosen(state, picking, now);
            case X -> closed(Step.of(state), now);
          };
      case ESCAPE, INTERRUPT, END_OF_INPUT -> closed(Step.of(state), now);
      case UP -> moved(state, picking, -1);
      case DOWN, TAB -> moved(state, picking, 1);
      default -> typed(state, picking, EditingKeys.edit(picking.typed(), name));
    };
  }

  /** A number or words that only one thing has; an empty line gives up. */
  static Step line(SessionState state, Dialog.Picker picking, String line, long now) {
    if (line.isBlank()) {
      return closed(Step.of(state).note("nothing picked"), now);
    }
    Dialog.Picker narrowed = picking.with(filtered(picking.choices(), Editor.of(line)));
    List<Choice> found = narrowed.found();
    boolean isClear =
        found.size() == 1
            || number(picking.choices(), line.strip()).isPresent()
            || (!found.isEmpty() && found.getFirst().text().equalsIgnoreCase(line.strip()));
    return isClear
        ? chosen(state, narrowed, now)
        : Step.of(state)
            .warn(
                found.isEmpty()
                    ? "there is nothing like that; an empty line gives up"
                    : "that fits several; its number is enough");
  }

  private static Step closed(Step step, long now) {
    SessionState state = step.state();
    Dialog under =
        state.dialog() instanceof Dialog.Picker picking ? picking.under() : new Dialog.None();
    Step closed = step.with(state.with(under));
    return step.state().activity() instanceof Activity.Idle
        ? MessageUpdate.next(closed, now)
        : closed;
  }

  private static Step typed(SessionState state, Dialog.Picker picking, Editor typed) {
    return typed.text().equals(picking.typed().text())
        ? narrowed(state, picking, new Dialog.Narrowing(typed, picking.found(), picking.selected()))
        : narrowed(state, picking, filtered(picking.choices(), typed));
  }

  private static Step moved(SessionState state, Dialog.Picker picking, int by) {
    int count = Math.max(1, picking.found().size());
    int next = Math.floorMod(picking.selected() + by, count);
    return narrowed(state, picking, new Dialog.Narrowing(picking.typed(), picking.found(), next));
  }

  private static Step narrowed(SessionState state, Dialog.Picker picking, Dialog.Narrowing next) {
    return Step.of(state.with(picking.with(next)));
  }

  private static Dialog.Narrowing filtered(Choices choices, Editor typed) {
    String wanted = typed.text().strip();
    List<Choice> all = choices.choices();
    if (wanted.isEmpty()) {
      return new Dialog.Narrowing(typed, all, 0);
    }
    OptionalInt number = number(choices, wanted);
    if (number.isPresent()) {
      return new Dialog.Narrowing(typed, all, number.getAsInt() - 1);
    }
    List<String> texts = all.stream().map(PickUpdate::searched).toList();
    List<Choice> found =
        Fuzzy.best(texts, wanted, all.size()).stream()
            .map(text -> all.get(texts.indexOf(text)))
            .distinct()
            .toList();
    return new Dialog.Narrowing(typed, found, 0);
  }

  /** Of a line of the list, from 1. */
  private static OptionalInt number(Choices choices, String wanted) {
    return wanted.matches("[1-9][0-9]{0,3}") && Integer.parseInt(wanted) <= choices.choices().size()
        ? OptionalInt.of(Integer.parseInt(wanted))
        : OptionalInt.empty();
  }

  private static String searched(Choice choice) {
    return choice.text() + " " + choice.doc();
  }

  private static Step chosen(SessionState state, Dialog.Picker picking, long now) {
    if (picking.found().isEmpty()) {
      return Step.of(state);
    }
    Choice choice = picking.found().get(picking.selected());
    SessionState next = state.with(picking.under()).with(Keyboard.UNUSED);
    return switch (choice.outcome()) {
      case Outcome.Asked(Request request) ->
          RequestUpdate.ask(next.with(new Dialog.None()), choice.text(), request, now);
      case Outcome.CarriedOut(Mode mode) -> PlanUpdate.carryOut(next, mode, now);
      case Outcome.Edited() -> PlanUpdate.edit(next);
      case Outcome.Left() -> Step.of(next.with(new Dialog.None()));
      case Outcome.Gone(ExitCode as) -> Step.of(next).act(new Action.Leave(as));
    };
  }
}
