package dev.vibe.terminal;

import dev.vibe.text.Width;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;

/**
 * List of a {@link TerminalForm} that one row is picked from, drawn over itself as the arrow moves.
 * Owned by one thread.
 */
final class FormList {

  private static final int MOST_ROWS = 12;

  /** Between the characters of one key; a person is slower. */
  private static final long KEY_MILLIS = 50;

  private static final int ESCAPE = 27;

  private final Console console;
  private final List<String> rows;
  private final int height;
  private int chosen;

  /** Digits typed in a row, with which a number above 9 is named. */
  private String typed = "";

  FormList(Console console, List<String> rows) {
    this.console = console;
    this.rows = List.copyOf(rows);
    this.height = Math.min(rows.size(), Math.clamp(console.rows() - 4L, 1, MOST_ROWS));
  }

  OptionalInt pick() throws IOException {
    draw();
    while (true) {
      int key = console.key(Console.WAIT_MILLIS);
      switch (key) {
        case '\r', '\n' -> {
          return OptionalInt.of(chosen);
        }
        case Console.CONTROL_C, Console.CONTROL_D, Console.CLOSED -> {
          return OptionalInt.empty();
        }
        case ESCAPE -> {
          if (isLone()) {
            return OptionalInt.empty();
          }
        }
        default -> typed(key);
      }
    }
  }

  /** Whether Escape was pressed; else it began an arrow, which has moved then. */
  private boolean isLone() throws IOException {
    int next = console.key(KEY_MILLIS);
    if (next == Console.NO_KEY || next == Console.CLOSED) {
      return true;
    }
    if (next == '[' || next == 'O') {
      switch (console.key(KEY_MILLIS)) {
        case 'A' -> move(chosen - 1);
        case 'B' -> move(chosen + 1);
        default -> {
          // Another key, which means nothing here.
        }
      }
    }
    return false;
  }

  private void typed(int key) {
    if (key < '0' || key > '9') {
      return;
    }
    String more = typed + (char) key;
    typed = isRow(more) ? more : String.valueOf((char) key);
    if (isRow(typed)) {
      choose(Integer.parseInt(typed) - 1);
    }
  }

  private boolean isRow(String number) {
    return number.matches("[1-9][0-9]{0,3}") && Integer.parseInt(number) <= rows.size();
  }

  private void move(int next) {
    typed = "";
    choose(Math.floorMod(next, rows.size()));
  }

  private void choose(int next) {
    chosen = next;
    console.print("\u001b[" + height + "A");
    draw();
  }

  private void draw() {
    int first = Math.clamp(chosen - height / 2L, 0, rows.size() - height);
    StringBuilder text = new StringBuilder();
    for (int i = first; i < first + height; i++) {
      String row = (i == chosen ? "→ " : "  ") + (i + 1) + "  " + rows.get(i);
      text.append("\r\u001b[K")
          .append(Width.shorten(row, Math.max(8, console.columns() - 1)))
          .append('\n');
    }
    console.print(text.toString());
  }
}
