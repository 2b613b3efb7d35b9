package dev.vibe.agent;

import static dev.vibe.agent.AgentFixture.command;
import static dev.vibe.agent.AgentFixture.edit;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolResult;
import dev.vibe.event.Command;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.RunResult;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.text.FileDiff;
import dev.vibe.tool.CallKind;
import dev.vibe.tool.ToolOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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

  @Test
  void run_whose_edit_the_machine_refused_is_not_done_whatever_its_model_answers()
      throws IOException {
    AgentFixture agent = new AgentFixture(Files.createDirectory(scratch.resolve("work")));
    Path journal = Files.createFile(scratch.resolve("journal")); // no folder can be made there
    agent.model.calls("str_replace", edit("old", "new"));
    agent.model.says("All is well.");
    agent.model.calls("str_replace", edit("old", "new"));
    agent.model.says("Now it is.");

    try (AgentSession session = agent.start()) {
      session.submit(new Command.Prompt(Message.User.text("one")));
      RunResult refused = AgentFixture.await(session);
      assertEquals(ExitCode.FAILED, refused.exitCode());
      Problem problem = ((RunResult.Ending.Badly) refused.ending()).problem();
      assertEquals(ProblemCode.IO, problem.code());
      assertEquals("cannot write " + journal, problem.what());
      Files.delete(journal);
      session.submit(new Command.Prompt(Message.User.text("two")));
      assertEquals(ExitCode.DONE, AgentFixture.await(session).exitCode());
    }
    assertEquals("new", agent.file());
  }

  @Test
  void what_was_refused_and_done_later_counts_no_more() {
    RunTally tally = new RunTally();
    Problem full = new Problem(ProblemCode.DISK_FULL, "cannot write a", "full", "make room");
    Problem none = new Problem(ProblemCode.COMMAND_NOT_STARTED, "cannot start", "none", "wait");
    take(tally, finished("write_file", List.of(new ToolFact.Hindered("a", full))));
    take(tally, finished("write_file", List.of(new ToolFact.Hindered("b", full))));
    take(tally, finished("bash", List.of(new ToolFact.Hindered("bash", none))));
    assertEquals(List.of(full, full, none), tally.hindrances());

    take(tally, finished("bash", List.of()));
    take(
        tally,
        new Event.FileChanged(
            List.of(), new FileDiff("a", FileDiff.Kind.CREATED, List.of(), 1, 0), false));
    take(tally, finished("write_file", List.of()));
    assertEquals(List.of(full), tally.hindrances());
  }

  private static Event finished(String tool, List<ToolFact> facts) {
    ToolResult.Outcome outcome =
        facts.isEmpty() ? ToolResult.Outcome.OK : ToolResult.Outcome.FAILED;
    return new Event.ToolFinished(
        new ToolResult(new CallId("c"), tool, outcome, "text", facts), Duration.ZERO);
  }

  private static void take(RunTally tally, Event event) {
    tally.accept(new Envelope(1, Instant.EPOCH, "s", 1, event));
  }

  /** As one of a file system that does not answer. */
  @Test
  @Timeout(60)
  void read_that_no_interrupt_reaches_does_not_hold_a_stop_up() throws Exception {
    AgentFixture agent = new AgentFixture(Files.createDirectory(scratch.resolve("work")));
    CountDownLatch begun = new CountDownLatch(1);
    Semaphore held = new Semaphore(0);
    agent.tool(
        new ProbeTool(
            "stuck",
            CallKind.READS,
            command -> {
              begun.countDown();
              held.acquireUninterruptibly();
              return ToolOutput.ok("at last");
            }));
    agent.model.calls("stuck", command("x"));

    try (AgentSession session = agent.start()) {
      session.submit(new Command.Prompt(Message.User.text("one")));
      begun.await();
      session.submit(new Command.Stop(ExitCode.INTERRUPTED));
      assertEquals(ExitCode.INTERRUPTED, AgentFixture.await(session).exitCode());
    } finally {
      held.release();
    }
  }
}
