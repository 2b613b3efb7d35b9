package dev.vibe.repl.state;

import dev.vibe.problem.ExitCode;
import dev.vibe.repl.edit.Editor;
import dev.vibe.repl.edit.History;
import dev.vibe.repl.key.Key;
import dev.vibe.repl.key.Key.Name;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Update by keys at the prompt. */
final class KeyUpdate {

  private static final Pattern BLANK_LINES = Pattern.compile("^(?:[ \\t]*\\n)+");

  private KeyUpdate() {}

  static Step apply(SessionState state, Key key, long now) {
    return ViUpdate.apply(state, key, (at, name) -> pressed(at, name, now))
        .orElseGet(() -> usual(state, key, now));
  }

  private static Step usual(SessionState state, Key key, long now) {
    Composer composer = state.composer();
    return switch (key) {
      case Key.Text(String text) -> edited(state, composer.editor().insert(text));
      case Key.Paste(String text) -> edited(state, composer.editor().paste(text));
      case Key.Press(Name name) -> pressed(state, name, now);
    };
  }

  private static Step pressed(SessionState state, Name name, long now) {
    Composer composer = state.composer();
    Editor editor = composer.editor();
    Menu menu = composer.menu();
    return switch (name) {
      case ENTER -> enter(state, now);
      case TAB -> menu.isOpen() ? accept(state) : edited(state, editor);
      case ESCAPE -> escape(state);
      case UP -> menu.isOpen() ? Step.of(state.with(composer.with(menu.move(-1)))) : up(state);
      case DOWN -> menu.isOpen() ? Step.of(state.with(composer.with(menu.move(1)))) : down(state);
      case INTERRUPT -> interrupt(state, now);
      case END_OF_INPUT -> editor.isEmpty() ? leave(state, now) : edited(state, editor.delete());
      case SEARCH ->
          Step.of(
              state.with(
                  new Dialog.Searching(
                      Editor.EMPTY, composer.history().search("", SearchUpdate.MOST), 0)));
      case EXTERNAL_EDITOR ->
          Step.of(state).act(new Action.EditOutside(editor.expanded(), "prompt.md"));
      case OPEN_OUTPUT -> openCalls(state);
      case STEER -> SteerUpdate.steer(state, now);
      case UNDO -> Step.of(state.with(composer.undone()));
      case LAST_WORD -> edited(state, editor.insert(composer.history().lastWord()));
      case NEWLINE,
          BACKSPACE,
          DELETE,
          LEFT,
          RIGHT,
          HOME,
          END,
          WORD_LEFT,
          WORD_RIGHT,
          DELETE_WORD,
          DELETE_WORD_RIGHT,
          KILL_TO_END,
          KILL_TO_START,
          YANK,
          YANK_EARLIER,
          TRANSPOSE ->
          edited(state, EditingKeys.edit(editor, name));
      case PAGE_UP, PAGE_DOWN, SHIFT_TAB, SUSPEND, REDRAW, FOCUS_IN, FOCUS_OUT -> Step.of(state);
    };
  }

  private static Step edited(SessionState state, Editor editor) {
    Composer composer = state.composer().with(editor);
    if (Completion.wantsFiles(editor) && !composer.known().isAsked()) {
      return Step.of(state.with(composer.with(composer.known().asked())))
          .act(new Action.Ask(new Request.ListFiles()));
    }
    Step step = Step.of(state.with(composer));
    return Completion.wantsArguments(editor, composer.known())
        .map(
            command ->
                step.with(state.with(composer.with(composer.known().with(command, List.of()))))
                    .act(new Action.Ask(new Request.ListArguments(command))))
        .orElse(step);
  }

  private static Step accept(SessionState state) {
    Menu menu = state.composer().menu();
    Editor completed =
        state.composer().editor().replaceBack(menu.start(), menu.chosen().text() + " ");
    return Step.of(state.with(state.composer().with(completed).with(Menu.NONE)));
  }

  private static Step enter(SessionState state, long now) {
    Composer composer = state.composer();
    Editor editor = composer.editor();
    Menu menu = composer.menu();
    if (menu.isOpen()) {
      boolean typedWhole = editor.text().equals(menu.chosen().text());
      boolean isCommand = menu.chosen().text().startsWith("/");
      boolean isArgument = !isCommand && editor.text().startsWith("/");
      if (isArgument && menu.selected() == 0) {
        return submit(state, now); // what is typed may well be meant as it is
      }
      if (!isCommand && !isArgument) {
        // A word such as @Override is a name of files to nobody but a fuzzy search.
        return menu.isMoved() ? accept(state) : submit(state, now);
      }
      if (!typedWhole) {
        SessionState completed = accept(state).state();
        return submit(completed, now);
      }
    }
    if (editor.text().endsWith("\\") && editor.cursor() == editor.text().length()) {
      return edited(state, editor.backspace().insert("\n"));
    }
    return submit(state, now);
  }

  private static Step submit(SessionState state, long now) {
    Editor editor = state.composer().editor();
    String text = message(editor.expanded());
    if (text.isEmpty()) {
      return Step.of(state);
    }
    Composer composer =
        state
            .composer()
            .with(state.composer().history().plus(text))
            .sent(text, message(editor.folded()))
            .emptied();
    SessionState sent = state.with(composer);
    boolean isFree =
        switch (state.activity()) {
          case Activity.Idle i -> true;
          case Activity.Starting s -> true;
          case Activity.Busy b -> false;
          case Activity.Running r -> false;
        };
    // What comes of it may be shown at once: nobody types a message for what already goes on.
    return MessageUpdate.take(isFree ? sent.with(Keyboard.UNUSED) : sent, text, now)
        .act(new Action.Remember(text));
  }

  /** Without blank lines around it; the first line keeps its column unless it is a command. */
  private static String message(String typed) {
    String stripped = typed.strip();
    boolean isCommand = stripped.startsWith("/") || stripped.startsWith("!");
    return isCommand ? stripped : BLANK_LINES.matcher(typed.stripTrailing()).replaceFirst("");
  }

  private static Step openCalls(SessionState state) {
    List<Calls.Done> done = state.shown().calls().done();
    return done.isEmpty()
        ? Step.of(state).note("no tool was called yet")
        : Step.of(state.with(new Dialog.CallViewer(done.size() - 1)));
  }

  private static Step escape(SessionState state) {
    if (state.composer().menu().isOpen()) {
      return Step.of(state.with(state.composer().with(state.composer().menu().dismissed())));
    }
    return stop(state).orElseGet(() -> Step.of(state));
  }

  /** Asks for the end of what goes on; empty when nothing does. */
  private static Optional<Step> stop(SessionState state) {
    return switch (state.activity()) {
      case Activity.Running running ->
          Optional.of(Step.of(state.with(running.stopping())).act(new Action.Stop()));
      case Activity.Busy busy -> Optional.of(Step.of(state).act(new Action.Stop()));
      case Activity.Idle i -> Optional.empty();
      case Activity.Starting s -> Optional.empty();
    };
  }

  /** Ends what runs, else empties the line; twice on an empty line leaves. */
  private static Step interrupt(SessionState state, long now) {
    boolean isEmpty = state.composer().editor().isEmpty();
    Presence presence = state.presence();
    if (isEmpty && presence.mayLeave(now)) {
      return Step.of(state).act(new Action.Leave(ExitCode.DONE));
    }
    boolean isStopping = state.activity() instanceof Activity.Running run && run.isStopping();
    Optional<Step> stop = isStopping ? Optional.empty() : stop(state);
    Step step =
        stop.orElseGet(() -> Step.of(isEmpty ? state : state.with(state.composer().emptied())));
    return isEmpty ? step.with(step.state().with(presence.interrupted(now))) : step;
  }

  /** While something runs, that would be gone: once more is meant so. */
  private static Step leave(SessionState state, long now) {
    boolean isBusy =
        switch (state.activity()) {
          case Activity.Running r -> true;
          case Activity.Busy b -> true;
          case Activity.Idle i -> false;
          case Activity.Starting s -> false;
        };
    return isBusy && !state.presence().mayLeave(now)
        ? Step.of(state.with(state.presence().interrupted(now)))
        : Step.of(state).act(new Action.Leave(ExitCode.DONE));
  }

  private static Step up(SessionState state) {
    Composer composer = state.composer();
    Editor moved = composer.editor().up();
    if (!moved.equals(composer.editor())) {
      return Step.of(state.with(composer.with(moved)));
    }
    if (composer.editor().isEmpty() && !composer.queue().isEmpty()) {
      return QueueUpdate.open(state);
    }
    return composer
        .history()
        .back(composer.editor().expanded())
        .map(history -> recalled(state, history))
        .orElseGet(() -> Step.of(state));
  }

  private static Step down(SessionState state) {
    Composer composer = state.composer();
    Editor moved = composer.editor().down();
    if (!moved.equals(composer.editor())) {
      return Step.of(state.with(composer.with(moved)));
    }
    return composer
        .history()
        .forward()
        .map(history -> recalled(state, history))
        .orElseGet(() -> Step.of(state));
  }

  private static Step recalled(SessionState state, History history) {
    Composer composer = state.composer().with(Editor.of(history.shown())).with(history);
    return Step.of(state.with(composer.with(Menu.NONE)));
  }
}
