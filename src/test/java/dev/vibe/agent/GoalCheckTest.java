package dev.vibe.agent;

import static dev.vibe.agent.AgentFixture.edit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.agent.SessionGoal.Goal;
import dev.vibe.approval.Mode;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.event.Event;
import dev.vibe.event.RunResult;
import dev.vibe.event.RunResult.Evidence;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run with a goal goes on until that is reached. */
@Timeout(60)
class GoalCheckTest {

  private static final String IS_NEW = "cat f; grep -q new f";
  private static final Goal CONDITION = new Goal.Holds("f says new");

  private AgentFixture agent;

  @BeforeEach
  void make(@TempDir Path scratch) throws IOException {
    agent = new AgentFixture(Files.createDirectory(scratch.resolve("work")));
  }

  private String said(int request) {
    Message last = agent.model.requests().get(request - 1).messages().getLast();
    StringBuilder said = new StringBuilder();
    for (Part part : assertInstanceOf(Message.User.class, last).parts()) {
      switch (part) {
        case Part.Text(String text) -> said.append(text).append('\n');
        case Part.Attachment(String name, String text) -> said.append(text);
        case Part.Image i -> {}
      }
    }
    return said.toString();
  }

  private static ProblemCode problem(RunResult result) {
    return assertInstanceOf(RunResult.Ending.Badly.class, result.ending()).problem().code();
  }

  @Test
  void a_run_goes_on_until_its_command_passes_and_hears_each_time_what_is_missing() {
    agent.until(new Goal.Passes(IS_NEW)).model.says("Done.");
    agent.model.calls("str_replace", edit("old", "odd"));
    agent.model.says("Done.");
    agent.model.calls("str_replace", edit("odd", "new"));
    agent.model.says("Now it is.");

    RunResult result = agent.run();

    assertEquals(ExitCode.DONE, result.exitCode());
    assertEquals("Now it is.", result.answer());
    assertTrue(said(2).contains(IS_NEW + " must pass, and does not: exit code 1"), said(2));
    assertTrue(said(2).contains("old"), said(2));
    assertTrue(said(4).contains("odd"), said(4));
    assertEquals(3, agent.events(Event.Verified.class).size());
    Evidence.Verified evidence = assertInstanceOf(Evidence.Verified.class, result.evidence());
    assertEquals(0, evidence.exitCode());
  }

  @Test
  void a_command_that_passes_at_once_ends_a_run_that_changed_nothing() {
    agent.until(new Goal.Passes("true")).model.says("Nothing to do.");

    assertEquals(ExitCode.DONE, agent.run().exitCode());
    assertEquals(1, agent.model.requests().size());
  }

  @Test
  void answers_without_any_work_end_a_run_whose_command_fails() {
    agent.until(new Goal.Passes(IS_NEW));
    for (int i = 0; i < 3; i++) {
      agent.model.says("Done.");
    }

    RunResult result = agent.run();

    assertEquals(ExitCode.UNVERIFIED, result.exitCode());
    assertEquals(ProblemCode.GOAL_NOT_SHOWN, problem(result));
  }

  @Test
  void a_limit_ends_it_as_any_run() {
    agent.until(new Goal.Passes(IS_NEW)).limits(new RunLimits(4, Long.MAX_VALUE, 1e9));
    for (int i = 0; i < 4; i++) {
      agent.model.calls("look", "{}");
      agent.model.says("Done.");
    }

    assertEquals(ExitCode.LIMIT, agent.mode(Mode.AUTO).run().exitCode());
  }

  @Test
  void a_condition_is_shown_by_what_was_looked_at_since_the_last_change() {
    agent.until(CONDITION).model.says("It does.");
    agent.model.says("goal holds: f");
    agent.model.calls("str_replace", edit("old", "new"));
    agent.model.says("goal holds: `cat f` shows it");
    agent.model.calls("read_file", "{\"file\":\"f\"}");
    agent.model.says("All is well.\n**goal holds:** `f` says new");

    RunResult result = agent.run();

    assertEquals(ExitCode.DONE, result.exitCode());
    assertEquals(6, agent.model.requests().size());
    assertTrue(said(2).startsWith("It is not shown that the goal holds: f says new"), said(2));
    assertTrue(said(3).contains("was not looked at since"), said(3));
    assertTrue(said(5).contains("was not looked at since"), said(5));
  }

  @Test
  void a_condition_that_is_only_claimed_is_no_end_that_counts_as_done() {
    agent.until(CONDITION);
    for (int i = 0; i < 3; i++) {
      agent.model.says("goal holds: I am sure");
    }

    RunResult result = agent.run();

    assertEquals(ExitCode.UNVERIFIED, result.exitCode());
    assertEquals(ProblemCode.GOAL_NOT_SHOWN, problem(result));
  }

  @Test
  void the_goal_of_one_run_is_not_that_of_the_next() {
    SessionGoal goals = new SessionGoal(Optional.of(new Goal.Passes("true")));
    goals.want(CONDITION);

    assertEquals(CONDITION, goals.take().orElseThrow());
    assertEquals(new Goal.Passes("true"), goals.take().orElseThrow());
  }
}
