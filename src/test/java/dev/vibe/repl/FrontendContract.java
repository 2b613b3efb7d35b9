package dev.vibe.repl;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.repl.live.Live;
import dev.vibe.repl.state.Input;
import dev.vibe.text.Palette.Role;
import dev.vibe.text.Theme;
import dev.vibe.view.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Contract of where a session is shown: nothing printed is lost, nothing typed is taken early. */
@Timeout(30)
abstract class FrontendContract {

  private static final Live NOTHING = new Live(List.of(), 0, 0, "");

  /** One before which a person typed these two things and then went away. */
  abstract Frontend frontend(String first, String second);

  /** All that it has written. */
  abstract String written();

  /** What was typed, as it comes in. */
  abstract String text(Input typed);

  private static List<Line> line(String text) {
    return List.of(Line.of(Role.TEXT, text));
  }

  @Test
  void there_is_room_for_a_line() {
    try (Frontend frontend = frontend("", "")) {
      assertTrue(frontend.size().columns() > 0);
      assertTrue(frontend.size().rows() > 0);
    }
  }

  @Test
  void what_is_printed_stays_in_its_order_up_to_the_last_line() {
    try (Frontend frontend = frontend("", "")) {
      frontend.draw(line("the first line"), NOTHING);
      frontend.draw(line("the second line"), NOTHING);
      frontend.redraw(frontend.size());
      frontend.leave(line("the last line"));
    }
    String all = written();
    int first = all.indexOf("the first line");
    int second = all.indexOf("the second line");
    assertTrue(first >= 0 && first < second && second < all.indexOf("the last line"), all);
  }

  @Test
  void a_person_is_called_by_the_bell() {
    try (Frontend frontend = frontend("", "")) {
      frontend.ring();
    }
    assertTrue(written().contains("\u0007"), written());
  }

  @Test
  void any_theme_and_any_copy_is_taken() {
    try (Frontend frontend = frontend("", "")) {
      for (Theme theme : Theme.values()) {
        assertDoesNotThrow(() -> frontend.use(theme));
      }
      assertDoesNotThrow(() -> frontend.copy("x".repeat(200_000)));
    }
  }

  @Test
  void what_is_typed_next_is_read_when_the_one_before_has_had_its_effect() throws Exception {
    BlockingQueue<Input> inputs = new LinkedBlockingQueue<>();
    List<String> typed = new ArrayList<>();
    try (Frontend frontend = frontend("a", "b")) {
      frontend.listen(inputs::add);
      for (int i = 0; i < 2; i++) {
        Input input = next(inputs);
        awaitReader();
        assertEquals(List.of(), List.copyOf(inputs), "handed on early");
        typed.add(text(input));
        frontend.taken(input);
      }
      assertInstanceOf(Input.Closed.class, next(inputs));
    }
    assertEquals(List.of("a", "b"), typed);
  }

  /** Until the thread that reads waits, or has ended: what it would hand on is handed on. */
  private static void awaitReader() {
    Set<String> readers = Set.of("keys", "lines");
    while (Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> readers.contains(thread.getName()))
        .anyMatch(thread -> thread.getState() != Thread.State.WAITING)) {
      Thread.onSpinWait();
    }
  }

  private static Input next(BlockingQueue<Input> inputs) throws InterruptedException {
    Input next = inputs.poll(20, TimeUnit.SECONDS);
    assertTrue(next != null, "nothing came in");
    return next;
  }

  @Test
  void it_can_be_closed_twice_and_from_any_thread() throws InterruptedException {
    Frontend frontend = frontend("", "");
    Thread other = Thread.ofVirtual().start(frontend::close);
    other.join();

    assertDoesNotThrow(frontend::close);
  }
}
