package dev.vibe.repl.state;

import dev.vibe.approval.Answer;
import dev.vibe.approval.Question;
import dev.vibe.approval.Rule;
import dev.vibe.conversation.CallId;
import dev.vibe.effect.Effect;
import dev.vibe.problem.VibeException;
import dev.vibe.repl.edit.Editor;
import dev.vibe.repl.edit.Vi;
import dev.vibe.repl.key.Key;
import dev.vibe.repl.key.Key.Name;
import dev.vibe.repl.state.Dialog.Stage;
import dev.vibe.repl.state.Dialog.Wording;
import dev.vibe.repl.state.Shown.Kind;
import dev.vibe.text.Palette.Role;
import dev.vibe.view.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Update by keys while the run has a question. One key answers, once the question was on the screen
 * for a while with an empty prompt, and a yes only once the end of it was seen. All other keys are
 * what they are at the prompt.
 */
final class QuestionUpdate {

  /** Of a question that was longer than the screen, so many lines stay. */
  private static final int MOST_TOLD = 8;

  private QuestionUpdate() {}

  /** The question is on the screen from now on. */
  static Step shown(SessionState state, Question question, long now) {
    Step step = put(state, Dialog.Asking.of(question, now, Reading.of(question, state.size())));
    return step.with(doing(step.state(), "waiting for your answer"));
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
    if (Drafts.isAskedLater(state)) {
      return Step.of(Drafts.nothingHeld(state));
    }
    return state.dialog() instanceof Dialog.Asking asking
        ? told(closed(state), asking, "not answered", new Answer.No(""))
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
      return typing(state, asking, key, now);
    }
    if (!state.composer().editor().isEmpty()) {
      return drafted(state, asking, key, now);
    }
    return asking.isSeen(now) ? answered(state, asking, key, now) : early(state, asking, key, now);
  }

  private static Step answered(SessionState state, Dialog.Asking asking, Key key, long now) {
    return switch (key) {
      case Key.Text(String text) ->
          choice(state, asking, text, now)
              .map(step -> step.with(step.state().with(Keyboard.answered(text))))
              .orElseGet(() -> drafted(state, asking, key, now));
      case Key.Paste p -> drafted(state, asking, key, now);
      case Key.Press press -> pressed(state, asking, press.name(), now);
    };
  }

  private static Step pressed(SessionState state, Dialog.Asking asking, Name name, long now) {
    return switch (name) {
      case ENTER ->
          asking.answering().wording() == Wording.PERSON && asking.reading().isWholeSeen()
              ? yes(state, asking)
              : answer(state, "no", new Answer.No(""));
      case ESCAPE, END_OF_INPUT -> answer(state, "no", new Answer.No(""));
      case OPEN_OUTPUT -> all(state, asking, now).orElseGet(() -> Step.of(state));
      default -> Step.of(state.with(asking.with(ReadingKeys.moved(asking.reading(), name))));
    };
  }

  /**
   * A letter that comes so early begins a message. Only the one that answered the question before
   * was meant for this one, and has to come once more.
   */
  private static Step early(SessionState state, Dialog.Asking asking, Key key, long now) {
    return switch (key) {
      case Key.Text(String text) ->
          text.equals(state.presence().keyboard().answer())
              ? Step.of(state.with(asking.seenFrom(now)))
              : drafted(state, asking, key, now);
      case Key.Paste p -> drafted(state, asking, key, now);
      case Key.Press(Name name) ->
          Step.of(state.with(asking.with(ReadingKeys.moved(asking.reading(), name))));
    };
  }

  /** A key of the prompt, which leaves the question open. Tab puts the text aside. */
  private static Step drafted(SessionState state, Dialog.Asking asking, Key key, long now) {
    SessionState typing = state.with(state.presence().keyboard().typed(now));
    if (key instanceof Key.Press(Name name)) {
      boolean isMenu = state.composer().menu().isOpen();
      if (name == Name.TAB && !isMenu) {
        return Step.of(Drafts.aside(typing).with(asking.seenFrom(now)));
      }
      boolean isOfPrompt =
          switch (name) {
            case SEARCH, OPEN_OUTPUT, EXTERNAL_EDITOR -> false;
            case ESCAPE -> isMenu || state.composer().vi().mode() == Vi.Mode.INSERT;
            default -> true;
          };
      if (!isOfPrompt) {
        return Step.of(state);
      }
      Reading moved = ReadingKeys.paged(asking.reading(), name);
      if (!moved.equals(asking.reading())) {
        return Step.of(state.with(asking.with(moved)));
      }
    }
    Step step = KeyUpdate.apply(typing, key, now);
    SessionState next = step.state();
    if (next.dialog() instanceof Dialog.Asking still) {
      return next.composer().editor().isEmpty() ? step.with(next.with(still.seenFrom(now))) : step;
    }
    return step;
  }

  /** What the key of an answer leads to; empty when the question has no such answer. */
  static Optional<Step> choice(SessionState state, Dialog.Asking asking, String text, long now) {
    Question question = asking.question();
    Reading reading = asking.reading();
    return switch (text) {
      case " " -> Optional.of(Step.of(state.with(asking.with(reading.onward()))));
      case "b" ->
          reading.isLong()
              ? Optional.of(Step.of(state.with(asking.with(reading.byScreens(-1)))))
              : Optional.empty();
      case "y", "Y" -> Optional.of(agreed(state, asking, () -> yes(state, asking)));
      case "s", "S" ->
          QuestionChoices.isForSession(question)
              ? Optional.of(
                  agreed(
                      state,
                      asking,
                      () -> answer(state, "yes, for this session", new Answer.YesForSession())))
              : Optional.empty();
      case "a", "A" ->
          question
              .rule()
              .map(
                  rule ->
                      agreed(
                          state,
                          asking,
                          () -> stage(state, asking.seenFrom(now), Stage.RULE, rule.text())));
      case "v", "V" -> all(state, asking, now);
      case "n", "N" -> Optional.of(refused(state, asking));
      case "e", "E" -> edit(state, asking);
      default -> Optional.empty();
    };
  }

  /**
   * The model hears why, if the person likes; to a command of their own there is nothing to say.
   */
  private static Step refused(SessionState state, Dialog.Asking asking) {
    return switch (asking.question().origin()) {
      case MODEL -> stage(state, asking, Stage.REASON, "");
      case PERSON -> no(state, "");
    };
  }

  /** Prints a diff whole, where only a part of it can be shown at a time, or nothing yet. */
  private static Optional<Step> all(SessionState state, Dialog.Asking asking, long now) {
    if (asking.question().isBrief()) {
      Question whole = asking.question().inFull();
      return Optional.of(
          Step.of(state.with(asking.seenFrom(now)))
              .print(Kind.NOTE, QuestionView.lines(whole, state.size().columns())));
    }
    Reading reading = asking.reading();
    if (!reading.isLong() || !QuestionChoices.hasDiff(asking.question())) {
      return Optional.empty();
    }
    List<Line> lines = new ArrayList<>();
    lines.add(QuestionView.title(asking.question(), state.size().columns()));
    lines.addAll(reading.from(0, reading.rows().size()));
    return Optional.of(
        Step.of(state.with(asking.with(reading.printed()).seenFrom(now))).print(Kind.NOTE, lines));
  }

  private static Optional<Step> edit(SessionState state, Dialog.Asking asking) {
    Question question = asking.question();
    if (question.command().isPresent()) {
      return Optional.of(stage(state, asking, Stage.COMMAND, question.command().get()));
    }
    return question.proposed().isEmpty()
        ? Optional.empty()
        : Optional.of(
            Step.of(state).act(new Action.EditOutside(question.proposed(), question.written())));
  }

  /** What was not seen is not agreed to. */
  private static Step agreed(SessionState state, Dialog.Asking asking, Supplier<Step> yes) {
    return asking.reading().isWholeSeen() ? yes.get() : held(state, asking);
  }

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
  static Step editedOutside(SessionState state, Dialog.Asking asking, String text, long now) {
    boolean isCommit =
        asking.question().effects().stream().anyMatch(effect -> effect instanceof Effect.Commit);
    if (text.equals(asking.question().proposed()) || (isCommit && text.isBlank())) {
      return Step.of(state.with(asking.seenFrom(now)));
    }
    return answer(
        state,
        isCommit ? "with your message" : "yes, with your text",
        new Answer.WriteInstead(text));
  }

  static Step stage(SessionState state, Dialog.Asking asking, Stage stage, String text) {
    return Step.of(state.with(asking.with(stage, text)));
  }

  private static Step typing(SessionState state, Dialog.Asking asking, Key key, long now) {
    Editor editor = asking.editor();
    return switch (key) {
      case Key.Text(String text) -> edited(state, asking, editor.insert(text));
      case Key.Paste(String text) -> edited(state, asking, editor.insert(text));
      case Key.Press press ->
          switch (press.name()) {
            case ENTER -> typed(state, asking, now);
            case ESCAPE -> stage(state, asking, Stage.CHOICE, "");
            default -> edited(state, asking, EditingKeys.edit(editor, press.name()));
          };
    };
  }

  private static Step edited(SessionState state, Dialog.Asking asking, Editor editor) {
    return Step.of(state.with(asking.with(editor)));
  }

  /** Takes what is typed for what was asked for at this stage. */
  static Step typed(SessionState state, Dialog.Asking asking, long now) {
    String text = asking.editor().expanded().strip();
    return switch (asking.stage()) {
      case CHOICE -> Step.of(state);
      case REASON -> no(state, text);
      case COMMAND ->
          text.isEmpty()
              ? stage(state, asking, Stage.CHOICE, "")
              : command(state, asking, text, now);
      case RULE ->
          text.isEmpty()
              ? stage(state, asking, Stage.CHOICE, "")
              : asking.isSeen(now) ? always(state, asking, text) : Step.of(state);
    };
  }

  /** A command that was changed is shown as it is now, and needs a yes of its own. */
  private static Step command(SessionState state, Dialog.Asking asking, String text, long now) {
    if (asking.question().command().map(String::strip).filter(text::equals).isPresent()) {
      Step back = stage(state, asking.seenFrom(now), Stage.CHOICE, "");
      return asking.reading().isWholeSeen()
          ? back
          : held(back.state(), (Dialog.Asking) back.state().dialog());
    }
    Effect.Run run = (Effect.Run) asking.question().effects().getFirst();
    Question changed = asking.question().about(new Effect.Run(text, run.directory()));
    Reading reading = Reading.of(changed, state.size());
    return put(state, Dialog.Asking.changed(changed, now, reading));
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
    SessionState next = closed(state.with(Keyboard.UNUSED));
    Step step = Step.of(next);
    if (state.dialog() instanceof Dialog.Asking asking) {
      step = told(doing(next, asking.question().title()), asking, words, answer);
    }
    return step.act(new Action.Reply(answer));
  }

  /** Nothing is asked any more, and what was typed before is back. */
  static SessionState closed(SessionState state) {
    return Drafts.returned(state.with(new Dialog.None()));
  }

  /**
   * What was asked stays to be read, the long ones in short; lines were printed already. A yes to
   * what the line of the call will show whole stands in that line.
   */
  private static Step told(SessionState state, Dialog.Asking asking, String words, Answer answer) {
    Calls calls = state.shown().calls();
    Optional<CallId> call = calls.asked();
    if (call.isPresent() && asking.isToldByCall()) {
      if (answer.isYes()) {
        return Step.of(state.with(state.shown().with(calls.answered(call.get(), words))));
      }
      if (!state.size().isEndless() && answer instanceof Answer.No) {
        return Step.of(state).print(Kind.TOOL, CallLines.denied(asking.question().title(), words));
      }
    }
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

  /** What the run does now, as people are told. */
  static SessionState doing(SessionState state, String what) {
    return state.activity() instanceof Activity.Running running
        ? state.with(running.doing(what))
        : state;
  }
}
