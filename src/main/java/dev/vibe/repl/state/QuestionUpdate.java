package dev.vibe.repl.state;

import dev.vibe.approval.Answer;
import dev.vibe.approval.Question;
import dev.vibe.approval.Rule;
import dev.vibe.effect.Effect;
import dev.vibe.problem.VibeException;
import dev.vibe.repl.edit.Editor;
import dev.vibe.repl.key.Key;
import dev.vibe.repl.key.Key.Name;
import dev.vibe.repl.state.Dialog.Stage;
import dev.vibe.repl.state.Shown.Kind;
import dev.vibe.text.Palette.Role;
import dev.vibe.view.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Update by keys while the run has a question: one key answers, and whatever is not a clear yes is
 * a no. A yes counts once the end of the question was on the screen.
 */
final class QuestionUpdate {

  /** Keys pressed so early were meant for something else: nobody reads and answers so fast. */
  private static final long DEAF_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /** Of a question that was longer than the screen, so many lines stay. */
  private static final int MOST_TOLD = 8;

  private QuestionUpdate() {}

  static Step asked(SessionState state, Question question, long now) {
    Reading reading = Reading.of(question, state.size());
    Step step = put(state, Dialog.Asking.of(question, now, reading));
    Step shown = step.with(doing(step.state(), "waiting for your answer"));
    return state.presence().isFocused() ? shown : shown.act(new Action.Ring());
  }

  /** A screen that redraws shows the question itself; another one prints what comes first of it. */
  private static Step put(SessionState state, Dialog.Asking asking) {
    SessionState next = state.with(asking);
    if (!state.size().isEndless()) {
      return Step.of(next);
    }
    List<Line> lines = new ArrayList<>();
    lines.add(QuestionView.title(asking.question(), state.size().columns()));
    lines.addAll(asking.reading().from(0, asking.reading().seen()));
    return Step.of(next).print(Kind.NOTE, lines);
  }

  static Step withdrawn(SessionState state) {
    return state.dialog() instanceof Dialog.Asking asking
        ? told(state.with(new Dialog.None()), asking, "not answered")
        : Step.of(state);
  }

  /** The screen got another size: the question stays at its place. */
  static SessionState resized(SessionState state) {
    return state.dialog() instanceof Dialog.Asking asking
        ? state.with(asking.with(asking.reading().resized(asking.question(), state.size())))
        : state;
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
              : Step.of(state.with(asking.with(moved(asking.reading(), name))));
    };
  }

  private static Reading moved(Reading reading, Name name) {
    return switch (name) {
      case UP -> reading.by(-1);
      case DOWN -> reading.by(1);
      case PAGE_UP -> reading.byScreens(-1);
      case PAGE_DOWN -> reading.byScreens(1);
      case HOME -> reading.atStart();
      case END -> reading.atEnd();
      default -> reading;
    };
  }

  /** Whether a person can have read the question by now. */
  static boolean isTooEarly(Dialog.Asking asking, long now) {
    return now - asking.since() < DEAF_NANOS;
  }

  /** What the key of an answer leads to; nothing when the question has no such answer. */
  static Step choice(SessionState state, Dialog.Asking asking, String text) {
    Question question = asking.question();
    Reading reading = asking.reading();
    return switch (text) {
      case " " -> Step.of(state.with(asking.with(reading.onward())));
      case "b" -> Step.of(state.with(asking.with(reading.byScreens(-1))));
      case "y", "Y" -> reading.isWholeSeen() ? yes(state, asking) : held(state, asking);
      case "s", "S" ->
          !QuestionChoices.isForSession(question)
              ? Step.of(state)
              : reading.isWholeSeen()
                  ? answer(state, "yes, for this session", new Answer.YesForSession())
                  : held(state, asking);
      case "a", "A" ->
          question
              .rule()
              .map(
                  rule ->
                      reading.isWholeSeen()
                          ? stage(state, asking, Stage.RULE, rule.text())
                          : held(state, asking))
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

  /** What was not seen is not agreed to. */
  private static Step held(SessionState state, Dialog.Asking asking) {
    return Step.of(state.with(asking.held()));
  }

  private static Step yes(SessionState state, Dialog.Asking asking) {
    return switch (asking.answering().wording()) {
      case MODEL -> answer(state, "yes", new Answer.Yes());
      case PERSON -> {
        String command = asking.question().command().orElse("");
        yield answer(state, "run instead: " + command, new Answer.RunInstead(command));
      }
    };
  }

  /** Shows what comes next to a screen of lines. */
  static Step more(SessionState state, Dialog.Asking asking) {
    Reading before = asking.reading();
    Reading next = before.by(before.seen() - before.top());
    return Step.of(state.with(asking.with(next)))
        .print(Kind.NOTE, next.from(before.seen(), next.seen()));
  }

  /** The text as the user wants it; left alone, the question stands. */
  static Step editedOutside(SessionState state, Dialog.Asking asking, String text) {
    return text.equals(asking.question().proposed())
        ? Step.of(state)
        : answer(state, "yes, with your text", new Answer.WriteInstead(text));
  }

  static Step stage(SessionState state, Dialog.Asking asking, Stage stage, String text) {
    return Step.of(state.with(asking.with(stage, text)));
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
      case COMMAND ->
          text.isEmpty() ? stage(state, asking, Stage.CHOICE, "") : command(state, asking, text);
      case RULE ->
          text.isEmpty() ? stage(state, asking, Stage.CHOICE, "") : always(state, asking, text);
    };
  }

  /** A command that does not show whole and as it is in one look is shown once more. */
  private static Step command(SessionState state, Dialog.Asking asking, String text) {
    if (asking.question().command().map(String::strip).filter(text::equals).isPresent()) {
      Step back = stage(state, asking, Stage.CHOICE, "");
      return asking.reading().isWholeSeen()
          ? yes(state, asking)
          : held(back.state(), (Dialog.Asking) back.state().dialog());
    }
    Effect.Run run = (Effect.Run) asking.question().effects().getFirst();
    Question changed = asking.question().about(new Effect.Run(text, run.directory()));
    Reading reading = Reading.of(changed, state.size());
    boolean isPlain = reading.isWholeSeen() && QuestionView.isShownAsItIs(text);
    return isPlain
        ? answer(state, "run instead: " + text, new Answer.RunInstead(text))
        : put(state, Dialog.Asking.changed(changed, asking.since(), reading));
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
    Step step = Step.of(state.with(new Dialog.None()));
    if (state.dialog() instanceof Dialog.Asking asking) {
      step = told(doing(state.with(new Dialog.None()), asking.question().title()), asking, words);
    }
    return step.act(new Action.Reply(answer));
  }

  /** What was asked stays to be read, the long ones in short; lines were printed already. */
  private static Step told(SessionState state, Dialog.Asking asking, String words) {
    Reading reading = asking.reading();
    List<Line> lines = new ArrayList<>();
    if (!state.size().isEndless()) {
      lines.add(QuestionView.title(asking.question(), state.size().columns()));
      int shown = reading.isLong() ? MOST_TOLD : reading.rows().size();
      lines.addAll(reading.from(0, shown));
      int more = reading.rows().size() - shown;
      if (more > 0) {
        lines.add(Line.of(Role.FAINT, "  │ … " + BlankRuns.number(more) + " more lines"));
      }
    }
    lines.addAll(Line.foreign(Role.FAINT, "  " + words).wrapped(state.room()));
    return Step.of(state).print(Kind.NOTE, lines);
  }

  private static SessionState doing(SessionState state, String what) {
    return state.activity() instanceof Activity.Running running
        ? state.with(running.doing(what))
        : state;
  }
}
