package dev.vibe.agent;

import static dev.vibe.agent.AgentFixture.command;
import static dev.vibe.agent.AgentFixture.edit;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.conversation.Message;
import dev.vibe.event.Command;
import dev.vibe.problem.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run is judged by what happened in it, not by what happened in the ones before. */
class RunTallyTest {

  @TempDir Path scratch;

  @Test
  void run_is_not_blamed_for_a_call_that_failed_in_the_run_before() throws IOException {
    AgentFixture agent = new AgentFixture(Files.createDirectory(scratch.resolve("work")));
    agent.promise(RunRequirement.APPLY_ALL);
    agent.model.calls("str_replace", edit("nowhere", "x"));
    agent.model.says("It is not there.");
    agent.model.calls("act", command("well"));
    agent.model.says("Done.");

    try (AgentSession session = agent.start()) {
      session.submit(new Command.Prompt(Message.User.text("one")));
      assertEquals(ExitCode.FAILED, AgentFixture.await(session).exitCode());
      session.submit(new Command.Prompt(Message.User.text("two")));
      assertEquals(ExitCode.DONE, AgentFixture.await(session).exitCode());
    }
    assertEquals(List.of("well:old"), agent.ran);
  }
}
