package dev.vibe.repl.state;

import dev.vibe.repl.edit.Editor;
import dev.vibe.repl.edit.Fuzzy;
import dev.vibe.repl.key.Key;
import dev.vibe.repl.key.Key.Name;
import dev.vibe.repl.state.Choices.Choice;
import dev.vibe.repl.state.Shown.Kind;
import dev.vibe.text.Palette.Role;
import dev.vibe.view.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Update by keys while one thing of a list is picked: arrows move, letters filter, a number names
 * it.
 */
final class PickUpdate {

  private PickUpdate() {}

  static Step offered(SessionState state, Choices choices) {
    if (choices.choices().isEmpty()) {
      return Step.of(state).note("none: " + choices.title());
    }
    Dialog.Picker picking = filtered(choices, Editor.EMPTY);
    SessionState next = state.with(picking);
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
    return switch (key) {
      case Key.Text(String text) -> typed(state, picking, picking.typed().insert(text));
      case Key.Paste(String text) -> typed(state, picking, picking.typed().insert(text));
      case Key.Press press -> pressed(state, picking, press.name(), now);
    };
  }

  private static Step pressed(SessionState state, Dialog.Picker picking, Name name, long now) {
    return switch (name) {
      case ENTER -> chosen(state, picking, now);
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
    Dialog.Picker narrowed = filtered(picking.choices(), Editor.of(line));
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
    Step closed = step.with(step.state().with(new Dialog.None()));
    return step.state().activity() instanceof Activity.Idle
        ? MessageUpdate.next(closed, now)
        : closed;
  }

  private static Step typed(SessionState state, Dialog.Picker picking, Editor typed) {
    return typed.text().equals(picking.typed().text())
        ? Step.of(
            state.with(
                new Dialog.Picker(picking.choices(), typed, picking.found(), picking.selected())))
        : Step.of(state.with(filtered(picking.choices(), typed)));
  }

  private static Step moved(SessionState state, Dialog.Picker picking, int by) {
    int count = Math.max(1, picking.found().size());
    int next = Math.floorMod(picking.selected() + by, count);
    return Step.of(
        state.with(new Dialog.Picker(picking.choices(), picking.typed(), picking.found(), next)));
  }

  private static Dialog.Picker filtered(Choices choices, Editor typed) {
    String wanted = typed.text().strip();
    List<Choice> all = choices.choices();
    if (wanted.isEmpty()) {
      return new Dialog.Picker(choices, typed, all, 0);
    }
    OptionalInt number = number(choices, wanted);
    if (number.isPresent()) {
      return new Dialog.Picker(choices, typed, all, number.getAsInt() - 1);
    }
    List<String> texts = all.stream().map(PickUpdate::searched).toList();
    List<Choice> found =
        Fuzzy.best(texts, wanted, all.size()).stream()
            .map(text -> all.get(texts.indexOf(text)))
            .distinct()
            .toList();
    return new Dialog.Picker(choices, typed, found, 0);
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
    return RequestUpdate.ask(state.with(new Dialog.None()), choice.text(), choice.request(), now);
  }
}
