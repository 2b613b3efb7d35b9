package dev.vibe.repl.state;

import dev.vibe.approval.Answer;
import dev.vibe.approval.Question;
import dev.vibe.approval.Rule;
import dev.vibe.problem.VibeException;
import dev.vibe.repl.edit.Editor;
import dev.vibe.repl.key.Key;
import dev.vibe.repl.key.Key.Name;
import dev.vibe.repl.state.Dialog.Stage;
import dev.vibe.repl.state.Shown.Kind;
import dev.vibe.text.Palette.Role;
import dev.vibe.view.Line;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Update by keys while the run has a question: one key answers, and whatever is not a clear yes is
 * a no.
 */
final class QuestionUpdate {

  /** Keys pressed so early were meant for something else: nobody reads and answers so fast. */
  private static final long DEAF_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private QuestionUpdate() {}

  static Step asked(SessionState state, Question question, long now) {
    Dialog asking = new Dialog.Asking(question, now, Stage.CHOICE, Editor.EMPTY);
    Step step =
        Step.of(state).print(Kind.NOTE, QuestionView.lines(question, state.size().columns()));
    SessionState next = step.state().with(asking);
    Step shown = step.with(doing(next, "waiting for your answer"));
    return state.presence().isFocused() ? shown : shown.act(new Action.Ring());
  }

  static Step withdrawn(SessionState state) {
    return state.dialog() instanceof Dialog.Asking
        ? Step.of(state.with(new Dialog.None()))
        : Step.of(state);
  }

  static Step apply(SessionState state, Dialog.Asking asking, Key key, long now) {
    if (key instanceof Key.Press(Name name) && name == Name.INTERRUPT) {
      Step answered = answer(state, "no, and stop", new Answer.No(""));
      return answered.act(new Action.Stop());
    }
    if (asking.stage() != Stage.CHOICE) {
      return typing(state, asking, key);
    }
    if (isTooEarly(asking, now)) {
      return Step.of(state);
    }
    return switch (key) {
      case Key.Text(String text) -> choice(state, asking, text);
      case Key.Paste p -> Step.of(state);
      case Key.Press(Name name) ->
          name == Name.ENTER || name == Name.ESCAPE || name == Name.END_OF_INPUT
              ? answer(state, "no", new Answer.No(""))
              : Step.of(state);
    };
  }

  /** Whether a person can have read the question by now. */
  static boolean isTooEarly(Dialog.Asking asking, long now) {
    return now - asking.since() < DEAF_NANOS;
  }

  /** What the key of an answer leads to; nothing when the question has no such answer. */
  static Step choice(SessionState state, Dialog.Asking asking, String text) {
    Question question = asking.question();
    return switch (text) {
      case "y", "Y" -> answer(state, "yes", new Answer.Yes());
      case "s", "S" ->
          canRemember(question)
              ? answer(state, "yes, for this session", new Answer.YesForSession())
              : Step.of(state);
      case "a", "A" ->
          rule(question)
              .map(rule -> stage(state, asking, Stage.RULE, rule.text()))
              .orElseGet(() -> Step.of(state));
      case "n", "N" -> stage(state, asking, Stage.REASON, "");
      case "e", "E" ->
          question
              .command()
              .map(command -> stage(state, asking, Stage.COMMAND, command))
              .orElseGet(
                  () ->
                      question.proposed().isEmpty()
                          ? Step.of(state)
                          : Step.of(state).act(new Action.EditOutside(question.proposed())));
      default -> Step.of(state);
    };
  }

  /** The text as the user wants it; left alone, the question stands. */
  static Step editedOutside(SessionState state, Dialog.Asking asking, String text) {
    return text.equals(asking.question().proposed())
        ? Step.of(state)
        : answer(state, "yes, with your text", new Answer.WriteInstead(text));
  }

  static Step stage(SessionState state, Dialog.Asking asking, Stage stage, String text) {
    return Step.of(
        state.with(new Dialog.Asking(asking.question(), asking.since(), stage, Editor.of(text))));
  }

  private static Step typing(SessionState state, Dialog.Asking asking, Key key) {
    Editor editor = asking.editor();
    return switch (key) {
      case Key.Text(String text) -> edited(state, asking, editor.insert(text));
      case Key.Paste(String text) -> edited(state, asking, editor.insert(text));
      case Key.Press press ->
          switch (press.name()) {
            case ENTER -> typed(state, asking);
            case ESCAPE -> stage(state, asking, Stage.CHOICE, "");
            default -> edited(state, asking, EditingKeys.edit(editor, press.name()));
          };
    };
  }

  private static Step edited(SessionState state, Dialog.Asking asking, Editor editor) {
    return Step.of(state.with(asking.with(editor)));
  }

  /** Takes what is typed for what was asked for at this stage. */
  static Step typed(SessionState state, Dialog.Asking asking) {
    String text = asking.editor().expanded().strip();
    return switch (asking.stage()) {
      case CHOICE -> Step.of(state);
      case REASON -> no(state, text);
      case COMMAND -> {
        boolean same =
            asking.question().command().map(String::strip).filter(text::equals).isPresent();
        yield text.isEmpty()
            ? stage(state, asking, Stage.CHOICE, "")
            : same
                ? answer(state, "yes", new Answer.Yes())
                : answer(state, "run instead: " + text, new Answer.RunInstead(text));
      }
      case RULE ->
          text.isEmpty() ? stage(state, asking, Stage.CHOICE, "") : always(state, asking, text);
    };
  }

  /**
   * The answer no.
   *
   * @param reason for the model; may be empty
   */
  static Step no(SessionState state, String reason) {
    return answer(state, reason.isEmpty() ? "no" : "no: " + reason, new Answer.No(reason));
  }

  /** A rule that does not cover what is asked would be a yes to something else. */
  private static Step always(SessionState state, Dialog.Asking asking, String text) {
    Rule rule;
    try {
      rule = Rule.parse(text);
    } catch (VibeException e) {
      return Step.of(state).warn(e.problem().what() + ": " + e.problem().cause());
    }
    return asking.question().effects().stream().allMatch(rule::allows)
        ? answer(state, "yes, always: " + rule.text(), new Answer.YesAlways(rule))
        : Step.of(state).warn("that rule would not allow what is asked here");
  }

  private static Step answer(SessionState state, String words, Answer answer) {
    String title = state.dialog() instanceof Dialog.Asking asking ? asking.question().title() : "";
    Step step =
        Step.of(doing(state.with(new Dialog.None()), title))
            .print(Kind.NOTE, Line.foreign(Role.FAINT, "  " + words));
    return step.act(new Action.Reply(answer));
  }

  private static SessionState doing(SessionState state, String what) {
    return state.activity() instanceof Activity.Running running
        ? state.with(running.doing(what))
        : state;
  }

  private static boolean canRemember(Question question) {
    return question.lasting() != Question.Lasting.ONCE;
  }

  /** The narrowest rule by which a yes would hold for good, when one can. */
  private static Optional<Rule> rule(Question question) {
    return question.lasting() == Question.Lasting.ALWAYS
        ? Rule.exactly(question.effects())
        : Optional.empty();
  }
}
