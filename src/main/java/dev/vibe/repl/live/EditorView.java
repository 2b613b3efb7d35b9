package dev.vibe.repl.live;

import dev.vibe.repl.edit.Editor;
import dev.vibe.text.ControlChars;
import dev.vibe.text.Palette.Role;
import dev.vibe.text.Width;
import dev.vibe.view.Line;
import dev.vibe.view.Span;
import java.util.ArrayList;
import java.util.List;

/** View of text that is being edited, wrapped by us so that the place of the cursor is known. */
final class EditorView {

  private final int columns;
  private final List<Line> lines = new ArrayList<>();
  private int cursorRow;
  private int cursorColumn;

  private EditorView(int columns) {
    this.columns = columns;
  }

  /** What is seen of an editor. */
  record Seen(List<Line> lines, int cursorRow, int cursorColumn) {}

  /**
   * At most {@code rows} lines around the cursor.
   *
   * @param prompt before the first line; the others are indented as far
   */
  static Seen of(Line prompt, Editor editor, int columns, int rows) {
    EditorView view = new EditorView(columns);
    view.layOut(prompt, harmless(editor.folded()), harmless(editor.foldedBeforeCursor()).length());
    int first = Math.max(0, Math.min(view.cursorRow - rows + 1, view.lines.size() - rows));
    List<Line> shown =
        view.lines.subList(first, Math.min(view.lines.size(), first + Math.max(1, rows)));
    return new Seen(List.copyOf(shown), view.cursorRow - first, view.cursorColumn);
  }

  private void layOut(Line prompt, String text, int cursor) {
    String indent = " ".repeat(prompt.width());
    int room = Math.max(4, columns - indent.length());
    int start = 0;
    for (String line : text.split("\n", -1)) {
      String rest = line;
      int at = start;
      do {
        String piece = Width.row(rest, room);
        boolean last = piece.length() == rest.length();
        if (cursor >= at
            && (cursor < at + piece.length() || (last && cursor == at + piece.length()))) {
          cursorRow = lines.size();
          cursorColumn = indent.length() + Width.of(piece.substring(0, cursor - at));
        }
        Line head = lines.isEmpty() ? prompt : Line.of(Role.TEXT, indent);
        lines.add(head.plus(Line.of(new Span(Role.TEXT, piece))));
        at += piece.length();
        rest = rest.substring(piece.length());
      } while (!rest.isEmpty());
      start += line.length() + 1;
    }
  }

  /** Tabs have a fixed width here, so that a prefix is as long as it is within the whole. */
  private static String harmless(String text) {
    return ControlChars.neutralise(text.replace("\t", " ".repeat(Line.TAB)));
  }
}
