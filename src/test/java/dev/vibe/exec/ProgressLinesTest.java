package dev.vibe.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {

  private static String lines(int count, String format) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> format.formatted(i))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void a_line_again_and_again_is_shown_once() {
    assertEquals(
        "begun\nstill waiting\n[… 49 times the line above]\nend",
        ProgressLines.fold("begun\n" + "still waiting\n".repeat(50) + "end"));
  }

  @Test
  void a_growing_percentage_is_shown_at_its_end() {
    assertEquals(
        "Receiving: 100% (100/100)\n[… 99 lines of progress before that]\nend",
        ProgressLines.fold(lines(100, "Receiving: %1$3d%% (%1$d/100)") + "\nend"));
    assertEquals(
        "........................................ [ 20%]\n[… 19 lines of progress before that]",
        ProgressLines.fold(lines(20, "........................................ [%3d%%]")));
  }

  @Test
  void endless_dots_are_counted() {
    assertEquals(
        "tests ...[… 497 more] ok", ProgressLines.fold("tests " + ".".repeat(500) + " ok"));
  }

  @Test
  void what_tells_something_stays() {
    for (String text :
        new String[] {
          lines(200, "%d"),
          lines(200, "test case_%d ... ok"),
          "src/a.py 10 2 80%\nsrc/b.py 12 0 100%\nsrc/c.py 9 1 89%\nsrc/d.py 9 1 90%\nx.py 90%",
          "-".repeat(100) + "\n" + "=".repeat(78) + " 3 failed " + "=".repeat(20),
          "f1 90%\nf2 10%\nf3 50%\nf4 20%\nf5 90%\nf6 10%\nf7 50%\nf8 20%\nf9 90%\nf10 10%\nf11 50%"
              + "\nf12 20%",
          "a\n".repeat(3) + "b".repeat(200),
        }) {
      assertEquals(text, ProgressLines.fold(text));
    }
  }
}
