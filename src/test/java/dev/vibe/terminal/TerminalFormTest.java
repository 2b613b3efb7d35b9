package dev.vibe.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jline.builtins.ScreenTerminal;
import org.junit.jupiter.api.Test;

/** Lists of a form, as an emulator shows them. */
class TerminalFormTest {

  private static final List<String> ROWS = List.of("one", "two", "three");

  /** Keys that were typed, on a screen of 40 by 20. */
  private static final class Typed implements Console {

    private final Deque<Integer> keys = new ArrayDeque<>();
    private final ScreenTerminal screen = new ScreenTerminal(40, 20);

    Typed(String typed) {
      typed.chars().forEach(keys::add);
    }

    @Override
    public int columns() {
      return 40;
    }

    @Override
    public int rows() {
      return 20;
    }

    @Override
    public void print(String text) {
      screen.write(text.replace("\n", "\r\n"));
    }

    @Override
    public int key(long millis) {
      Integer key = keys.poll();
      return key != null ? key : millis < WAIT_MILLIS ? NO_KEY : CLOSED;
    }

    @Override
    public Optional<String> line(String prompt, String initial) {
      print(prompt + "\n");
      StringBuilder line = new StringBuilder(initial);
      Integer key = keys.poll();
      while (key != null && key != '\r') {
        line.appendCodePoint(key);
        key = keys.poll();
      }
      return Optional.of(line.toString());
    }

    @Override
    public void close() {}

    String shown() {
      long[] cells = new long[40 * 20];
      screen.dump(cells, 0, 0, 20, 40, new int[2]);
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < cells.length; i++) {
        text.appendCodePoint((int) (cells[i] & 0xFFFFFFFFL)).append(i % 40 == 39 ? "\n" : "");
      }
      return text.toString().replaceAll(" +\n", "\n").strip();
    }
  }

  private static OptionalInt picked(Typed typed) throws IOException {
    return new TerminalForm(typed, TerminalForm.Drawing.MOVES_CURSOR).pick(ROWS);
  }

  @Test
  void arrows_move_and_the_list_stays_in_its_place() throws IOException {
    Typed typed = new Typed("\u001b[B\u001b[B\u001bOA\r");

    assertEquals(OptionalInt.of(1), picked(typed));
    assertEquals("1  one\n→ 2  two\n  3  three", typed.shown());
  }

  @Test
  void a_number_goes_there_and_joins_nothing() throws IOException {
    assertEquals(OptionalInt.of(1), picked(new Typed("2\r")));
    assertEquals(OptionalInt.of(2), picked(new Typed("293\r")));
    assertEquals(OptionalInt.of(0), picked(new Typed("\r")));
    assertEquals(OptionalInt.of(2), picked(new Typed("\u001b[A\r")));
  }

  @Test
  void it_can_be_given_up() throws IOException {
    assertEquals(OptionalInt.empty(), picked(new Typed("\u0003")));
    assertEquals(OptionalInt.empty(), picked(new Typed("\u001b")));
    assertEquals(OptionalInt.empty(), picked(new Typed("")));
  }

  @Test
  void a_long_list_shows_the_rows_around_the_arrow() throws IOException {
    List<String> rows = IntStream.rangeClosed(1, 30).mapToObj(i -> "row " + i).toList();
    Typed typed = new Typed("25\r");

    assertEquals(
        OptionalInt.of(24), new TerminalForm(typed, TerminalForm.Drawing.MOVES_CURSOR).pick(rows));
    assertTrue(typed.shown().contains("→ 25  row 25"), typed::shown);
    assertEquals(12, typed.shown().lines().count());
  }

  @Test
  void a_terminal_without_a_cursor_is_asked_for_a_number() throws IOException {
    Typed typed = new Typed("7\r2\r");

    assertEquals(
        OptionalInt.of(1), new TerminalForm(typed, TerminalForm.Drawing.LINES_ONLY).pick(ROWS));
    assertTrue(typed.shown().contains("One of 1 to 3, please."), typed::shown);
  }
}
