package dev.vibe.repl.state;

import dev.vibe.approval.Mode;
import dev.vibe.conversation.Part;
import dev.vibe.conversation.Usage;
import dev.vibe.event.Envelope;
import dev.vibe.event.Inquiry;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.repl.edit.Editor;
import dev.vibe.repl.key.Key;
import dev.vibe.repl.state.Shown.Kind;
import dev.vibe.view.Line;
import dev.vibe.view.ScreenSize;
import java.util.ArrayList;
import java.util.List;

/**
 * Update of the session's screen, and its whole behaviour: a pure function of state, input and
 * time.
 */
public final class Update {

  private Update() {}

  /**
   * What an input leads to.
   *
   * @param now on a clock that never goes back, in nanoseconds
   */
  public static Step apply(SessionState state, Input input, long now) {
    Step step = resumed(state, taken(state, input, now), now);
    return input instanceof Input.Pressed ? step : HeldUpdate.due(step, now);
  }

  /** The clock of a request leaves out the time in which a person thought about its question. */
  private static Step resumed(SessionState before, Step step, long now) {
    SessionState state = step.state();
    boolean isAnswered =
        before.dialog() instanceof Dialog.Asking && !(state.dialog() instanceof Dialog.Asking);
    return isAnswered && state.activity() instanceof Activity.Busy(String what, long since)
        ? step.with(state.with(new Activity.Busy(what, now)))
        : step;
  }

  private static Step taken(SessionState state, Input input, long now) {
    return switch (input) {
      case Input.Pressed(Key key) -> pressed(state, key, now);
      case Input.Entered(String line) ->
          LineUpdate.apply(state.with(state.presence().goneOn()), line, now);
      case Input.Happened(Envelope envelope) -> EventUpdate.apply(state, envelope, now);
      case Input.Tick() -> ConnectUpdate.tick(state, now);
      case Input.Resized(int columns, int rows) ->
          Step.of(QuestionUpdate.resized(state.with(new ScreenSize(columns, rows))))
              .act(new Action.Redraw());
      case Input.Asked asked -> HeldUpdate.asked(state, asked.question());
      case Input.Inquired(Inquiry inquiry) -> HeldUpdate.inquired(state, inquiry);
      case Input.Withdrawn() ->
          InquiryUpdate.withdrawn(state).orElseGet(() -> QuestionUpdate.withdrawn(state));
      case Input.Connected(Facts.Connection connection) ->
          ConnectUpdate.connected(state, connection, now);
      case Input.NoModelYet() -> ConnectUpdate.absent(state, now);
      case Input.Unavailable(ExitCode exitCode, Problem problem) ->
          Step.of(state)
              .print(Kind.NOTE, EventUpdate.problem(state, problem))
              .act(new Action.Leave(exitCode));
      case Input.WindowSeen(int tokens) -> ConnectUpdate.windowSeen(state, tokens);
      case Input.InstructionsSeen(List<String> files) ->
          Step.of(state.with(state.facts().withInstructions(files)));
      case Input.RepositorySeen(Facts.Repository repository) ->
          Step.of(state.with(state.facts().with(repository)));
      case Input.FilesListed(List<String> files) ->
          Step.of(state.with(state.composer().with(state.composer().known().with(files))));
      case Input.ArgumentsListed(String command, List<Menu.Choice> arguments) -> {
        Composer composer = state.composer();
        yield Step.of(state.with(composer.with(composer.known().with(command, arguments))));
      }
      case Input.OutputGrew(String end, long lines) -> EventUpdate.grew(state, end, lines);
      case Input.Told(List<Line> lines) ->
          Step.of(state)
              .print(
                  Kind.NOTE,
                  lines.stream().flatMap(line -> line.wrapped(state.room()).stream()).toList());
      case Input.GoneOn(String prompt) ->
          finished(state, List.of(), now).then(s -> RequestUpdate.send(s, prompt, now));
      case Input.Finished(List<Part> attachments) -> finished(state, attachments, now);
      case Input.Used(Usage usage, double cost) ->
          Step.of(state.with(state.spent().plus(usage, cost)));
      case Input.Offered(Choices choices) -> HeldUpdate.offered(state, choices);
      case Input.Switched(List<Envelope> earlier) -> ResumeUpdate.apply(state, earlier, now);
      case Input.ModeRestored(Mode mode) ->
          mode == state.facts().mode() ? Step.of(state) : RequestUpdate.changeMode(state, mode);
      case Input.GivenBack(String prompt) ->
          state.size().isEndless()
              ? Step.of(state).note("the prompt was: " + prompt)
              : Step.of(state.with(state.composer().with(Editor.of(prompt))));
      case Input.EditedOutside(String text) -> editedOutside(state, text, now);
      case Input.Closed() -> Step.of(state).act(new Action.Leave(ExitCode.DONE));
      case Input.Terminated(ExitCode as) -> Step.of(state).act(new Action.Leave(as));
    };
  }

  private static Step pressed(SessionState state, Key key, long now) {
    if (key instanceof Key.Press(Key.Name name)) {
      switch (name) {
        case FOCUS_IN, FOCUS_OUT -> {
          return Step.of(state.with(state.presence().focused(name == Key.Name.FOCUS_IN)));
        }
        case SUSPEND -> {
          return Step.of(state).act(new Action.Suspend());
        }
        case REDRAW -> {
          return Step.of(state).act(new Action.Redraw());
        }
        case SHIFT_TAB -> {
          return cycleMode(state);
        }
        default -> {
          // The others mean something else in each dialog.
        }
      }
    }
    boolean mayLeave =
        key instanceof Key.Press(Key.Name name)
            && (name == Key.Name.INTERRUPT || name == Key.Name.END_OF_INPUT);
    SessionState next = mayLeave ? state : state.with(state.presence().goneOn());
    if (next.dialog() instanceof Dialog.Asking asking) {
      return QuestionUpdate.apply(next, asking, key, now);
    }
    return typed(next.with(next.presence().keyboard().typed(now)), key, now);
  }

  private static Step typed(SessionState state, Key key, long now) {
    return switch (state.dialog()) {
      case Dialog.None() ->
          asksNow(state, key) ? HeldUpdate.showNow(state, now) : KeyUpdate.apply(state, key, now);
      case Dialog.Asking asking -> QuestionUpdate.apply(state, asking, key, now);
      case Dialog.Inquired inquired -> InquiryUpdate.apply(state, inquired, key, now);
      case Dialog.PlanReady plan ->
          PlanUpdate.opens(state, key)
              ? PickUpdate.shown(state, PlanUpdate.CHOICES, now)
              : PlanUpdate.apply(state, key, now);
      case Dialog.CallViewer opening ->
          CallsUpdate.apply(state, opening, key)
              .orElseGet(() -> KeyUpdate.apply(state.with(new Dialog.None()), key, now));
      case Dialog.QueueEditor waiting -> QueueUpdate.apply(state, waiting, key, now);
      case Dialog.Picker picking -> PickUpdate.apply(state, picking, key, now);
      case Dialog.Searching searching -> SearchUpdate.apply(state, searching, key);
    };
  }

  /** Tab, where it completes nothing: what waits for a pause does so no more. */
  private static boolean asksNow(SessionState state, Key key) {
    return state.held().isWaiting()
        && !state.composer().menu().isOpen()
        && key instanceof Key.Press(Key.Name name)
        && name == Key.Name.TAB;
  }

  /** A mode that asks nothing is never a key away. */
  private static Step cycleMode(SessionState state) {
    Mode next =
        switch (state.facts().mode()) {
          case PLAN -> Mode.ASK;
          case ASK -> Mode.ACCEPT_EDITS;
          case ACCEPT_EDITS -> Mode.PLAN;
          case AUTO -> Mode.ASK;
        };
    return RequestUpdate.changeMode(state, next);
  }

  private static Step finished(SessionState state, List<Part> attachments, long now) {
    Composer composer = state.composer();
    if (!attachments.isEmpty()) {
      List<Part> all = new ArrayList<>(composer.attached());
      all.addAll(attachments);
      composer = composer.withAttached(all);
    }
    Calls calls = state.shown().calls().grown(Calls.Growing.NOTHING);
    SessionState next = state.with(composer).with(state.shown().with(calls));
    return state.activity() instanceof Activity.Busy
        ? ConnectUpdate.free(next, now)
        : Step.of(next);
  }

  private static Step editedOutside(SessionState state, String text, long now) {
    if (state.dialog() instanceof Dialog.PlanReady plan) {
      return PlanUpdate.edited(state, plan, text);
    }
    if (state.dialog() instanceof Dialog.Asking asking) {
      return QuestionUpdate.editedOutside(state, asking, text, now);
    }
    return Step.of(state.with(state.composer().with(Editor.EMPTY.insert(text.stripTrailing()))));
  }
}
