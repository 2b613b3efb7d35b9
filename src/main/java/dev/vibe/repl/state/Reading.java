package dev.vibe.repl.state;

import dev.vibe.approval.Question;
import dev.vibe.repl.state.QuestionView.Row;
import dev.vibe.view.Line;
import dev.vibe.view.ScreenSize;
import java.util.List;

/**
 * State of how far a question was read: which of its rows the screen shows, and which it has shown.
 * Immutable. A yes counts only once all of them were.
 *
 * @param rows all of them, without the title
 * @param height how many are shown at a time
 * @param top the first that is shown
 * @param seen so many from the first on were shown without a gap
 */
public record Reading(List<Row> rows, int height, int top, int seen) {

  /** The title, the place and the status line, and one row that stays free; then the keys. */
  private static final int AROUND = 4;

  /** Rows that a diff leaves to what was said before it. */
  private static final int BESIDE_DIFF = 10;

  /** A screen of lines shows so many at a time. */
  private static final int PLAIN_ROWS = 20;

  public Reading {
    rows = List.copyOf(rows);
  }

  /** A question that was just asked. */
  public static Reading of(Question question, ScreenSize size) {
    List<Row> rows = QuestionView.rows(question, size.columns());
    return new Reading(rows, height(question, size), 0, 0).at(0);
  }

  private static int height(Question question, ScreenSize size) {
    if (size.isEndless()) {
      return PLAIN_ROWS;
    }
    int free = size.rows() - AROUND - QuestionChoices.height(question, size);
    boolean isRoomy = size.rows() >= 2 * BESIDE_DIFF;
    return QuestionChoices.hasDiff(question) && isRoomy
        ? Math.min(free, size.rows() - BESIDE_DIFF)
        : Math.max(1, free);
  }

  private Reading at(int wanted) {
    int next = Math.clamp(wanted, 0, Math.max(0, rows.size() - height));
    int end = Math.min(rows.size(), next + height);
    int more = next <= seen ? Math.max(seen, end) : seen;
    return new Reading(rows, height, next, more);
  }

  /** Moved by so many rows. */
  public Reading by(int delta) {
    return at(Math.clamp((long) top + delta, 0, rows.size()));
  }

  /** Moved by screens, which have a row in common. */
  public Reading byScreens(int screens) {
    return by(screens * Math.max(1, height - 1));
  }

  /** On by a screen, or back to the first row that a jump left out. */
  Reading onward() {
    return seen < top ? at(Math.max(0, seen - 1)) : byScreens(1);
  }

  /** All of it was printed. */
  Reading printed() {
    return new Reading(rows, height, Math.max(0, rows.size() - height), rows.size());
  }

  Reading atStart() {
    return at(0);
  }

  Reading atEnd() {
    return at(rows.size());
  }

  /** The same question on a screen of another size, at the same place of its text. */
  Reading resized(Question question, ScreenSize size) {
    List<Row> broken = QuestionView.rows(question, size.columns());
    boolean isSame = broken.equals(rows);
    int place = isSame ? top : firstOf(broken, source(top));
    int known = isSame ? seen : isWholeSeen() ? broken.size() : firstOf(broken, source(seen));
    return new Reading(broken, height(question, size), 0, known).at(place);
  }

  private int source(int row) {
    return row < rows.size() ? rows.get(row).source() : Integer.MAX_VALUE;
  }

  private static int firstOf(List<Row> rows, int source) {
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).source() >= source) {
        return i;
      }
    }
    return rows.size();
  }

  /** Whether every row was shown. */
  public boolean isWholeSeen() {
    return seen >= rows.size();
  }

  /** How many come below those that are shown. */
  public int below() {
    return Math.max(0, rows.size() - top - height);
  }

  /** Whether there is more than the screen shows at a time. */
  public boolean isLong() {
    return rows.size() > height;
  }

  /** The rows that are shown, at most so many. */
  public List<Line> shown(int most) {
    int end = Math.min(rows.size(), top + Math.min(most, height));
    return rows.subList(top, Math.max(top, end)).stream().map(Row::line).toList();
  }

  /** All rows, for a screen that shows them one after the other. */
  public List<Line> from(int first, int end) {
    return rows.subList(first, Math.min(rows.size(), end)).stream().map(Row::line).toList();
  }

  /** The place in the whole, e.g. {@code lines 1–18 of 80}. */
  public String position() {
    int end = Math.min(rows.size(), top + height);
    return "lines "
        + BlankRuns.number(top + 1)
        + "–"
        + BlankRuns.number(end)
        + " of "
        + BlankRuns.number(rows.size());
  }
}
