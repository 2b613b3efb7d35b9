package dev.vibe.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.conversation.ToolResult.Outcome;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ToolResultTest {

  private static ToolResult result(Outcome outcome, String text, ToolFact... facts) {
    return new ToolResult(new CallId("abcdefghi"), "bash", outcome, text, List.of(facts));
  }

  @ParameterizedTest
  @EnumSource(Outcome.class)
  void a_failure_begins_for_the_model_with_one_and_the_same_word(Outcome outcome) {
    String begin = outcome == Outcome.OK ? "" : "error: ";
    assertEquals(begin + "why", result(outcome, "why").forModel());
    assertEquals("error: why", result(outcome, "error: why").forModel(), "once is enough");
    assertEquals(
        "dry run, not done: x",
        result(outcome, "dry run, not done: x", new ToolFact.OnlyShown()).forModel());
  }
}
