package dev.vibe.repl.state;

import dev.vibe.conversation.Part;
import dev.vibe.repl.edit.Editor;
import dev.vibe.repl.edit.History;
import dev.vibe.repl.edit.Vi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the user writes.
 *
 * @param undo the texts before, newest last
 * @param known what can be completed
 * @param queue messages that wait for the run to end, oldest first
 * @param attached goes along with the next prompt
 * @param vi whether and how letters are commands
 */
public record Composer(
    Editor editor,
    List<Editor> undo,
    History history,
    Menu menu,
    Candidates known,
    List<String> queue,
    List<Part> attached,
    Vi vi) {

  private static final int MOST_UNDO = 100;

  public Composer {
    undo = List.copyOf(undo);
    queue = List.copyOf(queue);
    attached = List.copyOf(attached);
  }

  public static Composer of(History history, List<SlashCommand> commands) {
    return new Composer(
        Editor.EMPTY,
        List.of(),
        history,
        Menu.NONE,
        new Candidates(commands, List.of(), false, Map.of()),
        List.of(),
        List.of(),
        Vi.OFF);
  }

  /** After an edit or a move; a changed text can be undone. */
  Composer with(Editor next) {
    List<Editor> before = undo;
    if (!next.text().equals(editor.text())) {
      before = new ArrayList<>(undo.size() < MOST_UNDO ? undo : undo.subList(1, undo.size()));
      before.add(editor);
    }
    return new Composer(
        next, before, history, Completion.of(next, known), known, queue, attached, vi);
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
            attached,
            vi);
  }

  /** Nothing typed, nothing to undo. */
  Composer emptied() {
    return new Composer(
        Editor.EMPTY,
        List.of(),
        History.of(history.entries()),
        Menu.NONE,
        known,
        queue,
        attached,
        vi.anew());
  }

  Composer with(History next) {
    return new Composer(editor, undo, next, menu, known, queue, attached, vi);
  }

  Composer with(Vi next) {
    return new Composer(editor, undo, history, menu, known, queue, attached, next);
  }

  Composer with(Menu next) {
    return new Composer(editor, undo, history, next, known, queue, attached, vi);
  }

  Composer with(Candidates next) {
    return new Composer(
        editor, undo, history, Completion.of(editor, next), next, queue, attached, vi);
  }

  Composer withQueue(List<String> next) {
    return new Composer(editor, undo, history, menu, known, next, attached, vi);
  }

  Composer withAttached(List<Part> next) {
    return new Composer(editor, undo, history, menu, known, queue, next, vi);
  }
}
