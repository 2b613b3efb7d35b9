package dev.vibe.context.compaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.Reasoning;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolResult;
import dev.vibe.conversation.ToolResult.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OldOutputTest {

  private static final String OUTPUT = "exit code 0\n" + "1234567\n".repeat(3_000) + "end";

  /** A reply that calls something, and its result. */
  private static void round(List<Message> messages, String result, List<ToolFact> facts) {
    CallId id = new CallId("call" + messages.size());
    ToolCall call = new ToolCall(id, "bash", new RawJson("{}"));
    messages.add(new Message.Assistant("", Reasoning.NONE, List.of(call)));
    messages.add(
        new Message.ToolResults(List.of(new ToolResult(id, "bash", Outcome.OK, result, facts))));
  }

  /** A long output, and so many rounds after it. */
  private static List<Message> conversation(int rounds, int chars) {
    List<Message> messages = new ArrayList<>(List.of(Message.User.text("do it")));
    round(messages, OUTPUT, List.of(new ToolFact.OutputFile("/state/command-1.log")));
    for (int i = 0; i < rounds; i++) {
      round(messages, "y".repeat(chars), List.of());
    }
    return messages;
  }

  private static String shown(List<Message> messages) {
    return ((Message.ToolResults) OldOutput.shortened(messages).get(2)).results().getFirst().text();
  }

  @Test
  void long_output_is_whole_for_three_replies_then_its_ends_and_where_it_is() {
    assertEquals(OUTPUT, shown(conversation(2, 10)));

    String cut = shown(conversation(3, 10));
    assertTrue(cut.startsWith("exit code 0\n1234567\n"), cut);
    assertTrue(
        cut.endsWith(
            "\nend\n(cut to save context; the whole is in /state/command-1.log, for read_file or"
                + " grep)"),
        cut);
    assertTrue(cut.length() < 3_300, () -> "" + cut.length());
  }

  @Test
  void what_is_cut_stays_so_and_nothing_else_is_touched() {
    List<Message> after = conversation(9, 10_000);
    List<Message> messages = conversation(3, 10);
    messages.addAll(after.subList(3, after.size()));

    List<Message> shown = OldOutput.shortened(messages);

    assertEquals(shown(conversation(3, 10)), shown(messages));
    assertEquals(messages.subList(3, messages.size()), shown.subList(3, shown.size()));
  }

  @Test
  void output_with_more_behind_it_than_would_be_saved_is_left() {
    List<Message> messages = conversation(9, 12_000);

    assertSame(messages, OldOutput.shortened(messages));
  }

  @Test
  void what_is_in_no_file_and_what_is_not_long_is_left() {
    List<Message> messages = new ArrayList<>(List.of(Message.User.text("do it")));
    round(messages, OUTPUT, List.of());
    round(messages, "short", List.of(new ToolFact.OutputFile("/state/command-1.log")));
    for (int i = 0; i < 5; i++) {
      round(messages, "y", List.of());
    }

    assertSame(messages, OldOutput.shortened(messages));
  }

  @Test
  void lines_stay_whole_and_those_that_tell_a_failure_stay_with_their_numbers() {
    String run =
        "exit code 1\n"
            + "test_number PASSED of them\n".repeat(300)
            + "FAILED test_money.py::test_round - assert 1 == 2\n"
            + "test_number PASSED of them\n".repeat(300)
            + "= 1 failed, 600 passed in 2.1s =";
    List<Message> messages = new ArrayList<>(List.of(Message.User.text("do it")));
    round(messages, run, List.of(new ToolFact.OutputFile("/state/command-1.log")));
    for (int i = 0; i < 3; i++) {
      round(messages, "y", List.of());
    }

    List<String> shown = shown(messages).lines().toList();
    int marker = shown.indexOf("[lines 38-530 of this result left out, but for:]");
    assertEquals(37, marker, () -> String.join("\n", shown));
    assertEquals("302:FAILED test_money.py::test_round - assert 1 == 2", shown.get(marker + 1));
    assertEquals("= 1 failed, 600 passed in 2.1s =", shown.get(shown.size() - 2));
    List<String> all = run.lines().toList();
    assertTrue(all.containsAll(shown.subList(0, marker)), "no line is cut");
    assertTrue(all.containsAll(shown.subList(marker + 2, shown.size() - 1)), "no line is cut");
  }
}
