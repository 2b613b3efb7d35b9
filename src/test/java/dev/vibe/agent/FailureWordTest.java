package dev.vibe.agent;

import static dev.vibe.agent.AgentFixture.command;
import static dev.vibe.agent.AgentFixture.edit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.approval.Answer;
import dev.vibe.approval.Mode;
import dev.vibe.conversation.ToolResult;
import dev.vibe.tool.CallKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever went wrong with a call: the model sees it at the first word, and nowhere else. */
class FailureWordTest {

  @TempDir Path scratch;

  @Test
  void results_of_one_reply_are_told_apart_by_their_first_word() throws IOException {
    AgentFixture agent = new AgentFixture(Files.createDirectory(scratch.resolve("work")));
    agent
        .mode(Mode.ASK)
        .tool(
            new ProbeTool(
                "broken",
                CallKind.READS,
                command -> {
                  throw new IllegalStateException("a bug");
                }));
    agent.person.answers(
        new Answer.No(""), new Answer.No("not that"), new Answer.No(""), new Answer.Yes());
    agent.model.calls(
        "read_file",
        "{\"file\":\"f\"}", // fits
        "read_file",
        "{\"file\":\"none\"}", // fails
        "read_file",
        "{}", // lacks an argument
        "nonsense",
        "{}", // is no tool
        "broken",
        command("x"), // breaks
        "str_replace",
        edit("nowhere", "x"), // is refused by the tool
        "read_file",
        "{\"file\":\"/etc/shadow\"}", // is guarded, and refused
        "act",
        command("a"), // is refused with a reason
        "act",
        command("b"), // is refused
        "act",
        command("c")); // is done
    agent.model.says("Done.");
    agent.run();

    List<ToolResult> results = agent.results(2);
    assertEquals(10, results.size());
    for (ToolResult result : results) {
      assertEquals(
          result.outcome() != ToolResult.Outcome.OK,
          result.forModel().startsWith("error: "),
          result.forModel());
    }
    assertEquals(
        List.of(0, 9), results.stream().filter(r -> !r.isError()).map(results::indexOf).toList());
    assertTrue(results.get(7).forModel().endsWith("not that"), results.get(7).forModel());
  }
}
