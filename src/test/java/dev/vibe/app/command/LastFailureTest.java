package dev.vibe.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.Reasoning;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolNames;
import dev.vibe.conversation.ToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LastFailureTest {

  private final List<Message> messages = new ArrayList<>();
  private int calls;

  private LastFailureTest ran(String command, int exitCode) {
    CallId id = new CallId("call" + calls++);
    RawJson arguments = new RawJson("{\"command\":\"" + command + "\"}");
    messages.add(
        new Message.Assistant(
            "", Reasoning.NONE, List.of(new ToolCall(id, ToolNames.BASH, arguments))));
    List<ToolFact> facts = exitCode == 0 ? List.of() : List.of(new ToolFact.EndedBadly(exitCode));
    messages.add(
        new Message.ToolResults(
            List.of(
                new ToolResult(
                    id, ToolNames.BASH, ToolResult.Outcome.OK, "exit code " + exitCode, facts))));
    return this;
  }

  @Test
  void the_last_one_that_fails_counts() {
    ran("make", 2).ran("npm test", 1).ran("npm run lint", 0);
    assertEquals(Optional.of("npm test"), LastFailure.in(messages));
  }

  @Test
  void one_that_passes_by_now_does_not() {
    ran("npm test", 1).ran("npm test", 0);
    assertEquals(Optional.empty(), LastFailure.in(messages));
  }

  @Test
  void what_only_looks_does_not() {
    ran("npm test", 1).ran("grep -rn x src", 1).ran("ls nowhere", 2);
    assertEquals(Optional.of("npm test"), LastFailure.in(messages));
  }
}
