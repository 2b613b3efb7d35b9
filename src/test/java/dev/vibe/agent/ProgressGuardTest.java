package dev.vibe.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.agent.ProgressGuard.Advice;
import dev.vibe.conversation.CallId;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolResult;
import dev.vibe.conversation.ToolResult.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressGuardTest {

  private final ProgressGuard guard = new ProgressGuard(name -> name.equals("edit"), () -> 0);

  private static ToolCall call(String tool, String text) {
    return new ToolCall(new CallId("abcdefghi"), tool, new RawJson("{\"x\":\"" + text + "\"}"));
  }

  private static ToolResult result(ToolCall call, Outcome outcome) {
    return new ToolResult(call.id(), call.name(), outcome, "of " + call.arguments().text());
  }

  @Test
  void edit_that_fails_again_is_told_so_also_beside_a_call_that_is_new() {
    ToolCall edit = call("edit", "old");
    ToolResult missed = result(edit, Outcome.INVALID);
    assertEquals(new Advice.GoOn(), guard.after(List.of(edit), List.of(missed)));

    for (String read : List.of("a", "b")) {
      ToolCall other = call("read", read);
      Advice advice = guard.after(List.of(edit, other), List.of(missed, result(other, Outcome.OK)));
      String hint = assertInstanceOf(Advice.Hint.class, advice).text();
      assertTrue(hint.startsWith("An edit with the same text as before failed"), hint);
    }
  }

  @Test
  void read_that_is_made_again_beside_a_new_one_is_not_told() {
    ToolCall read = call("read", "a");
    guard.after(List.of(read), List.of(result(read, Outcome.OK)));
    ToolCall other = call("read", "b");

    assertEquals(
        new Advice.GoOn(),
        guard.after(
            List.of(read, other), List.of(result(read, Outcome.OK), result(other, Outcome.OK))));
  }

  @Test
  void what_was_there_already_is_no_progress_and_no_going_round() {
    ToolCall edit = call("edit", "old");
    ToolResult done =
        new ToolResult(
            edit.id(), "edit", Outcome.OK, "Already done", List.of(new ToolFact.AlreadyDone()));
    assertEquals(new Advice.GoOn(), guard.after(List.of(edit), List.of(done)));

    assertInstanceOf(
        Advice.Hint.class, guard.after(List.of(edit), List.of(done)), "made once more it is");
  }
}
