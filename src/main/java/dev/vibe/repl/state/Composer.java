package dev.vibe.repl.state;

import dev.vibe.conversation.Part;
import dev.vibe.repl.edit.Editor;
import dev.vibe.repl.edit.History;
import java.util.ArrayList;
import java.util.List;

/**
 * What the user writes.
 *
 * @param undo the texts before, newest last
 * @param known what can be completed
 * @param queue messages that wait for the run to end, oldest first
 * @param attached goes along with the next prompt
 */
public record Composer(
    Editor editor,
    List<Editor> undo,
    History history,
    Menu menu,
    Known known,
    List<String> queue,
    List<Part> attached) {

  private static final int MOST_UNDO = 100;

  public Composer {
    undo = List.copyOf(undo);
    queue = List.copyOf(queue);
    attached = List.copyOf(attached);
  }

  /**
   * What can be completed.
   *
   * @param isAsked whether the files were asked for
   */
  public record Known(List<CommandSpec> commands, List<String> files, boolean isAsked) {
    public Known {
      commands = List.copyOf(commands);
      files = List.copyOf(files);
    }

    Known asked() {
      return new Known(commands, files, true);
    }

    Known with(List<String> next) {
      return new Known(commands, next, true);
    }
  }

  public static Composer of(History history, List<CommandSpec> commands) {
    return new Composer(
        Editor.EMPTY,
        List.of(),
        history,
        Menu.NONE,
        new Known(commands, List.of(), false),
        List.of(),
        List.of());
  }

  /** After an edit or a move; a changed text can be undone. */
  Composer with(Editor next) {
    List<Editor> before = undo;
    if (!next.text().equals(editor.text())) {
      before = new ArrayList<>(undo.size() < MOST_UNDO ? undo : undo.subList(1, undo.size()));
      before.add(editor);
    }
    return new Composer(next, before, history, Completion.of(next, known), known, queue, attached);
  }

  Composer undone() {
    return undo.isEmpty()
        ? this
        : new Composer(
            undo.getLast(),
            undo.subList(0, undo.size() - 1),
            history,
            Completion.of(undo.getLast(), known),
            known,
            queue,
            attached);
  }

  /** Nothing typed, nothing to undo. */
  Composer emptied() {
    return new Composer(
        Editor.EMPTY, List.of(), History.of(history.entries()), Menu.NONE, known, queue, attached);
  }

  Composer with(History next) {
    return new Composer(editor, undo, next, menu, known, queue, attached);
  }

  Composer with(Menu next) {
    return new Composer(editor, undo, history, next, known, queue, attached);
  }

  Composer with(Known next) {
    return new Composer(editor, undo, history, Completion.of(editor, next), next, queue, attached);
  }

  Composer withQueue(List<String> next) {
    return new Composer(editor, undo, history, menu, known, next, attached);
  }

  Composer withAttached(List<Part> next) {
    return new Composer(editor, undo, history, menu, known, queue, next);
  }
}
