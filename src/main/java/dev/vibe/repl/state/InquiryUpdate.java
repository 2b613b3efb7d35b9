package dev.vibe.repl.state;

import dev.vibe.event.Inquiry;
import dev.vibe.repl.edit.Vi;
import dev.vibe.repl.key.Key;
import dev.vibe.repl.key.Key.Name;
import dev.vibe.repl.state.Shown.Kind;
import dev.vibe.text.Palette.Role;
import dev.vibe.view.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Update by keys while the model wants to know something: the prompt is for the answer, and what
 * was typed there before comes back behind it.
 */
final class InquiryUpdate {

  private InquiryUpdate() {}

  /** The question is on the screen from now on. */
  static Step shown(SessionState state, Inquiry inquiry) {
    SessionState free = Drafts.aside(state);
    SessionState next = free.with(new Dialog.Inquired(inquiry, free.dialog()));
    return Step.of(QuestionUpdate.doing(next, "waiting for your answer"))
        .print(Kind.NOTE, lines(inquiry, state.room()));
  }

  private static List<Line> lines(Inquiry inquiry, int room) {
    List<Line> lines = new ArrayList<>();
    inquiry
        .question()
        .lines()
        .forEach(line -> lines.addAll(Line.foreign(Role.STRONG, line).wrapped(room)));
    for (String option : inquiry.options()) {
      String number = lines.size() - inquiry.question().lines().count() + 1 + "  ";
      lines.addAll(Line.foreign(Role.TEXT, number + option).after("  ").wrapped(room));
    }
    return lines;
  }

  static Step apply(SessionState state, Dialog.Inquired inquired, Key key, long now) {
    Composer composer = state.composer();
    if (key instanceof Key.Press(Name name) && !composer.menu().isOpen()) {
      String text = composer.editor().expanded().strip();
      boolean isEmpty = composer.editor().isEmpty();
      if (name == Name.ENTER || name == Name.STEER) {
        return text.isEmpty() ? Step.of(state) : answer(state, inquired, text);
      }
      if (isEmpty && name == Name.ESCAPE && composer.vi().mode() != Vi.Mode.INSERT) {
        return none(state, inquired);
      }
      if (isEmpty && name == Name.END_OF_INPUT) {
        return none(state, inquired);
      }
    }
    Step step = KeyUpdate.apply(state, key, now);
    return step.with(step.state().with(inquired)); // keys that open something else do not
  }

  /** A whole line, where there are no keys. */
  static Step line(SessionState state, Dialog.Inquired inquired, String line) {
    return line.isBlank() ? none(state, inquired) : answer(state, inquired, line.strip());
  }

  private static Step answer(SessionState state, Dialog.Inquired inquired, String text) {
    String meant = meant(inquired.inquiry().options(), text);
    return closed(state, inquired)
        .print(Kind.USER, Line.foreign(Role.FAINT, "> " + meant))
        .act(new Action.Tell(Optional.of(meant)));
  }

  /** A number of an option stands for it. */
  private static String meant(List<String> options, String text) {
    return text.matches("[1-9]") && Integer.parseInt(text) <= options.size()
        ? options.get(Integer.parseInt(text) - 1)
        : text;
  }

  private static Step none(SessionState state, Dialog.Inquired inquired) {
    return closed(state, inquired).note("no answer").act(new Action.Tell(Optional.empty()));
  }

  /** Nobody waits for the answer any more; empty when it is no such question that is open. */
  static Optional<Step> withdrawn(SessionState state) {
    if (state.held().waiting() instanceof Held.Waiting.Inquired) {
      return Optional.of(Step.of(Drafts.nothingHeld(state)));
    }
    return state.dialog() instanceof Dialog.Inquired inquired
        ? Optional.of(closed(state, inquired).note("not answered"))
        : Optional.empty();
  }

  private static Step closed(SessionState state, Dialog.Inquired inquired) {
    SessionState next = state.with(inquired.under()).with(state.composer().emptied());
    return Step.of(QuestionUpdate.doing(Drafts.returned(next), "waiting for the model"));
  }
}
