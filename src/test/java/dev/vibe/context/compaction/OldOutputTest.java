package dev.vibe.context.compaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.ToolFact;
import java.util.List;
import org.junit.jupiter.api.Test;

class OldOutputTest {

  private static final String OUTPUT = "exit code 0\n" + "1234567\n".repeat(3_000) + "end";
  private static final ToolFact FILE = new ToolFact.OutputFile("/state/command-1.log");

  /** A long output, and so many reads after it. */
  private static ToolTalk talk(int reads, int chars) {
    ToolTalk talk = new ToolTalk().said("do it").ran("make", OUTPUT, FILE);
    for (int i = 0; i < reads; i++) {
      talk.read("f" + i, "y".repeat(chars));
    }
    return talk;
  }

  private static String shown(ToolTalk talk, long aim) {
    List<Message> cut = Pruning.NONE.deeper(talk.messages, aim).apply(talk.messages);
    return ToolTalk.result(cut.get(2));
  }

  @Test
  void long_output_is_whole_as_long_as_there_is_room() {
    assertEquals(OUTPUT, shown(talk(9, 100), 100_000));
  }

  @Test
  void then_its_ends_stay_and_where_it_is_before_anything_else_that_is_old_goes() {
    ToolTalk talk = talk(9, 1_000);
    List<Message> cut = Pruning.NONE.deeper(talk.messages, 20_000).apply(talk.messages);

    String shown = ToolTalk.result(cut.get(2));
    assertTrue(shown.startsWith("exit code 0\n1234567\n"), shown);
    assertTrue(
        shown.endsWith(
            "\nend\n(cut to save context; the whole is in /state/command-1.log, for read_file or"
                + " grep)"),
        shown);
    assertTrue(shown.length() < 3_300, () -> "" + shown.length());
    assertEquals(talk.messages.subList(3, talk.messages.size()), cut.subList(3, cut.size()));
  }

  @Test
  void where_that_does_not_do_it_goes_with_the_rest() {
    String shown = shown(talk(9, 1_000), 3_000);

    assertTrue(shown.length() < 600, shown);
    assertTrue(shown.contains("the whole is in /state/command-1.log"), shown);
  }

  @Test
  void what_is_in_no_file_is_not_shortened_to_its_ends() {
    ToolTalk talk = new ToolTalk().said("do it").ran("make", OUTPUT);
    for (int i = 0; i < 9; i++) {
      talk.read("f" + i, "y".repeat(1_000));
    }

    assertTrue(shown(talk, 20_000).length() < 600, "it is old, like a read");
  }

  @Test
  void lines_stay_whole_and_those_that_tell_a_failure_stay_with_their_numbers() {
    String run =
        "exit code 1\n"
            + "test_number PASSED of them\n".repeat(300)
            + "FAILED test_money.py::test_round - assert 1 == 2\n"
            + "test_number PASSED of them\n".repeat(300)
            + "= 1 failed, 600 passed in 2.1s =";

    List<String> shown = OldOutput.ends(run).lines().toList();

    int marker = shown.indexOf("[lines 38-530 of this result left out, but for:]");
    assertEquals(37, marker, () -> String.join("\n", shown));
    assertEquals("302:FAILED test_money.py::test_round - assert 1 == 2", shown.get(marker + 1));
    assertEquals("= 1 failed, 600 passed in 2.1s =", shown.getLast());
    List<String> all = run.lines().toList();
    assertTrue(all.containsAll(shown.subList(0, marker)), "no line is cut");
    assertTrue(all.containsAll(shown.subList(marker + 2, shown.size())), "no line is cut");
  }
}
