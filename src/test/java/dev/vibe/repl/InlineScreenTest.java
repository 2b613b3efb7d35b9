package dev.vibe.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.repl.live.Live;
import dev.vibe.repl.live.LiveView;
import dev.vibe.repl.state.Driven;
import dev.vibe.testkit.Gen;
import dev.vibe.text.Palette;
import dev.vibe.text.Palette.Role;
import dev.vibe.view.Line;
import java.util.ArrayList;
import java.util.List;
import org.jline.builtins.ScreenTerminal;
import org.junit.jupiter.api.Test;

class InlineScreenTest {

  private static final int COLUMNS = 40;
  private static final int ROWS = 12;

  private final ScreenTerminal terminal = new ScreenTerminal(COLUMNS, ROWS);
  private final InlineScreen screen = new InlineScreen(Palette.ANSI);

  private static Line line(String text) {
    return Line.of(Role.TEXT, text);
  }

  private static Live live(String... lines) {
    return new Live(List.of(lines).stream().map(InlineScreenTest::line).toList(), 0, 0, "");
  }

  private List<String> rows() {
    long[] cells = new long[COLUMNS * ROWS];
    terminal.dump(cells, 0, 0, ROWS, COLUMNS, new int[2]);
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      StringBuilder text = new StringBuilder();
      for (int column = 0; column < COLUMNS; column++) {
        text.appendCodePoint((int) (cells[row * COLUMNS + column] & 0xFFFFFFFFL));
      }
      rows.add(text.toString().stripTrailing());
    }
    while (!rows.isEmpty() && rows.getLast().isEmpty()) {
      rows.removeLast();
    }
    return rows;
  }

  private void draw(List<Line> printed, Live live) {
    terminal.write(screen.frame(printed, live, COLUMNS));
  }

  @Test
  void printed_lines_stay_above_the_live_ones() {
    draw(List.of(line("one")), live("> ", "status"));
    draw(List.of(line("two")), live("> x", "status"));

    assertEquals(List.of("one", "two", "> x", "status"), rows());
  }

  @Test
  void fewer_live_lines_leave_nothing_behind() {
    draw(List.of(), live("a", "b", "c", "d"));
    draw(List.of(), live("a", "e"));

    assertEquals(List.of("a", "e"), rows());
  }

  @Test
  void keys_before_the_session_knows_of_a_narrower_window_leave_one_prompt() {
    String typed = "> " + "x".repeat(50);
    draw(List.of(), new Live(List.of(line(typed), line("status")), 0, 52, ""));
    draw(List.of(), new Live(List.of(line(typed + "y"), line("status")), 0, 53, ""));

    assertEquals(List.of(typed.substring(0, COLUMNS), "status"), rows());
  }

  @Test
  void a_frame_for_another_width_replaces_what_the_terminal_broke() {
    String typed = "> " + "x".repeat(50);
    Live wide = new Live(List.of(line(typed), line("status")), 0, 45, "");
    screen.frame(List.of(), wide, 100);
    terminal.write("\r" + typed + "\r\nstatus\u001b[A\r\u001b[5C");
    draw(List.of(), wide);

    assertEquals(List.of(typed.substring(0, COLUMNS), "status"), rows());
  }

  @Test
  void a_printed_line_wider_than_the_screen_breaks_as_the_terminal_does() {
    draw(List.of(), live("> ", "status"));
    draw(List.of(line("x".repeat(50))), live("> ", "status"));

    assertEquals(List.of("x".repeat(40), "x".repeat(10), "> ".strip(), "status"), rows());
  }

  @Test
  void leaving_takes_the_live_lines_away() {
    draw(List.of(line("kept")), live("> ", "status"));
    terminal.write(screen.erase());

    assertEquals(List.of("kept"), rows());
  }

  @Test
  void a_line_that_stays_is_never_blank_while_a_frame_is_written() {
    draw(List.of(), live("the answer so far", "", "> ", "status"));
    String frame =
        screen.frame(
            List.of(line("the answer so far")), live("and more", "", "> ", "status"), COLUMNS);

    for (int end = 0; end < frame.length(); end++) {
      if (frame.startsWith("\r\n", end)) {
        terminal.write(frame.substring(0, end));
        assertEquals("the answer so far", rows().getFirst());
        terminal.write("\u001b[H");
      }
    }
    assertFalse(frame.contains("\u001b[J"), frame);
  }

  @Test
  void any_course_of_frames_ends_with_what_it_should() {
    Gen.forAll(
        "frames",
        100,
        random -> {
          ScreenTerminal fresh = new ScreenTerminal(COLUMNS, ROWS);
          InlineScreen drawing = new InlineScreen(Palette.PLAIN);
          List<String> all = new ArrayList<>();
          Live last = live("");
          for (int i = 0; i < 20; i++) {
            List<Line> printed = new ArrayList<>();
            for (int n = random.nextInt(3); n > 0; n--) {
              all.add("line " + i + "." + n);
              printed.add(line(all.getLast()));
            }
            String[] lines = new String[1 + random.nextInt(6)];
            for (int n = 0; n < lines.length; n++) {
              lines[n] = "live " + random.nextInt(3);
            }
            last =
                new Live(live(lines).lines(), random.nextInt(lines.length), random.nextInt(5), "");
            fresh.write(drawing.frame(printed, last, COLUMNS));
          }
          List<String> expected = new ArrayList<>(all);
          last.lines().forEach(l -> expected.add(l.text()));
          String shown = fresh.toString();
          List<String> end = expected.subList(Math.max(0, expected.size() - 4), expected.size());
          int at = 0;
          for (String text : end) {
            at = shown.indexOf(text, at);
            assertTrue(at >= 0, () -> "no " + text + " in\n" + shown);
            at += text.length();
          }
        });
  }

  @Test
  void a_session_is_drawn() {
    Driven session = Driven.connected(COLUMNS, ROWS).type("hello");
    draw(List.of(line("vibe")), LiveView.of(session.state(), 0));

    assertEquals(List.of("vibe", "", "❯ hello", "  ask · devstral · /help"), rows());
  }
}
