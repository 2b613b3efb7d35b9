package dev.vibe.agent;

import static dev.vibe.agent.AgentFixture.command;
import static dev.vibe.agent.AgentFixture.edit;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.event.Event;
import dev.vibe.event.RunResult;
import dev.vibe.problem.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sink that hears of a call before it runs can keep it from running. */
final class UnrecordedCallTest {

  @TempDir private Path temporary;
  private AgentFixture agent;

  @BeforeEach
  void folder() throws IOException {
    agent = new AgentFixture(Files.createDirectory(temporary.resolve("work")));
  }

  private void assertNothingRan(String tool, String arguments) {
    agent.unrecorded(tool).model.calls(tool, arguments, "look", command("b")).says("done");
    RunResult result = agent.run();

    assertEquals(
        new RunResult.Ending.Badly(ExitCode.FAILED, AgentFixture.NO_ROOM), result.ending());
    assertEquals(List.of(), agent.ran);
    assertEquals("old", agent.file());
    assertEquals(2, agent.events(Event.ToolFinished.class).size());
    assertEquals(1, agent.model.requests().size());
  }

  @Test
  void an_action_is_not_begun() {
    assertNothingRan("act", command("a"));
  }

  @Test
  void a_read_is_not_begun() {
    assertNothingRan("look", command("a"));
  }

  @Test
  void an_edit_is_not_written() {
    assertNothingRan("str_replace", edit("old", "new"));
  }

  @Test
  void what_was_recorded_before_it_is_done() {
    agent
        .unrecorded("act")
        .model
        .calls("str_replace", edit("old", "new"), "look", command("b"), "act", command("a"));
    agent.run();

    assertEquals(List.of("b:new"), agent.ran);
    assertEquals("new", agent.file());
  }
}
