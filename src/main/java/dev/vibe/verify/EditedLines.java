package dev.vibe.verify;

import dev.vibe.text.LineDiff;
import java.util.List;

/** Lines of a file before and after an edit, counted from 1: which became which. */
public final class EditedLines {

  /** Of a file whose text stayed as it was. */
  public static final EditedLines SAME = new EditedLines(List.of());

  private final List<LineDiff.Edit> edits;

  private EditedLines(List<LineDiff.Edit> edits) {
    this.edits = edits;
  }

  /** Of two texts. */
  public static EditedLines between(String before, String after) {
    return before.equals(after)
        ? SAME
        : new EditedLines(LineDiff.between(before.lines().toList(), after.lines().toList()));
  }

  /** Where a line is now; 0 where the edit took or replaced it. */
  int now(int line) {
    int at = line - 1;
    int by = 0;
    for (LineDiff.Edit edit : edits) {
      if (at < edit.oldStart()) {
        break;
      }
      if (at < edit.oldEnd()) {
        return 0;
      }
      by = edit.newEnd() - edit.oldEnd();
    }
    return line + by;
  }

  /** Whether the edit wrote this line of the text as it is now. */
  boolean isWritten(int line) {
    int at = line - 1;
    return edits.stream().anyMatch(edit -> at >= edit.newStart() && at < edit.newEnd());
  }
}
