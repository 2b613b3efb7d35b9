package dev.vibe.agent;

import static dev.vibe.agent.AgentFixture.command;
import static dev.vibe.agent.AgentFixture.edit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.event.Event;
import dev.vibe.event.RunResult;
import dev.vibe.event.RunResult.Evidence;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a run changed has to pass the user's command. */
@Timeout(60)
class RunVerificationTest {

  private static final String IS_NEW = "cat f; grep -q new f";

  private AgentFixture agent;

  @BeforeEach
  void make(@TempDir Path scratch) throws IOException {
    agent = new AgentFixture(Files.createDirectory(scratch.resolve("work")));
  }

  private static RunResult.Ending.Badly badly(RunResult result) {
    return assertInstanceOf(RunResult.Ending.Badly.class, result.ending());
  }

  private List<Integer> codes() {
    return agent.events(Event.Verified.class).stream().map(Event.Verified::exitCode).toList();
  }

  /** What the user, or vibe for them, said last before a request. */
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

  @Test
  void a_change_that_passes_ends_the_run_with_its_command_and_tree() {
    agent.verifying(IS_NEW, 3).model.calls("str_replace", edit("old", "new"));
    agent.model.says("Done.");

    RunResult result = agent.run();

    assertEquals(ExitCode.DONE, result.exitCode());
    Evidence.Verified evidence = assertInstanceOf(Evidence.Verified.class, result.evidence());
    assertEquals(IS_NEW, evidence.command());
    assertEquals(0, evidence.exitCode());
    assertEquals(40, evidence.tree().length());
    assertEquals(List.of(0), codes());
  }

  @Test
  void a_failure_goes_back_to_the_model_with_its_output_and_the_next_change_is_verified_anew() {
    agent.verifying(IS_NEW, 3).model.calls("str_replace", edit("old", "odd"));
    agent.model.says("Done.");
    agent.model.calls("str_replace", edit("odd", "new"));
    agent.model.says("Now it is.");

    RunResult result = agent.run();

    assertEquals(ExitCode.DONE, result.exitCode());
    assertEquals("Now it is.", result.answer());
    assertEquals(List.of(1, 0), codes());
    assertTrue(said(3).startsWith(IS_NEW + " must pass, and does not: exit code 1"), said(3));
    assertTrue(said(3).contains("\nodd"), said(3));
  }

  @Test
  void a_run_that_stays_red_ends_unverified_after_so_many_attempts() {
    agent.verifying(IS_NEW, 2).model.calls("str_replace", edit("old", "one"));
    agent.model.says("Done.");
    agent.model.calls("str_replace", edit("one", "two"));
    agent.model.says("Done.");
    agent.model.calls("str_replace", edit("two", "three"));
    agent.model.says("Done.");

    RunResult result = agent.run();

    assertEquals(ExitCode.UNVERIFIED, result.exitCode());
    assertEquals(ProblemCode.VERIFICATION_RED, badly(result).problem().code());
    assertTrue(badly(result).problem().cause().startsWith("exit code 1 after 3 attempts"));
    assertEquals(List.of(1, 1, 1), codes());
  }

  @Test
  void a_model_that_does_nothing_about_a_failure_has_given_up() {
    agent.verifying(IS_NEW, 3).model.calls("str_replace", edit("old", "odd"));
    agent.model.says("Done.");
    agent.model.says("I cannot mend that.");

    RunResult result = agent.run();

    assertEquals(ExitCode.UNVERIFIED, result.exitCode());
    assertEquals("I cannot mend that.", result.answer());
    assertEquals(List.of(1), codes());
  }

  @Test
  void a_run_that_changes_nothing_is_not_verified() {
    agent.verifying("false", 3).model.calls("look", command("look"));
    agent.model.says("It is old.");

    RunResult result = agent.run();

    assertEquals(ExitCode.DONE, result.exitCode());
    assertInstanceOf(Evidence.Nothing.class, result.evidence());
    assertEquals(List.of(), codes());
  }

  @Test
  void a_dry_run_changes_nothing() {
    agent.verifying("false", 3).promise(RunRequirement.DRY_RUN);
    agent.model.calls("str_replace", edit("old", "new"));
    agent.model.says("Done.");
    assertEquals(ExitCode.DONE, agent.run().exitCode());
    assertEquals(List.of(), codes());
  }

  @Test
  void a_commit_waits_for_a_green_verification_which_then_holds_for_the_end() {
    agent.verifying(IS_NEW, 3).model.calls("str_replace", edit("old", "odd"));
    agent.model.calls("commit", command("Change"));
    agent.model.calls("str_replace", edit("odd", "new"), "commit", command("Change again"));
    agent.model.says("Done.");

    RunResult result = agent.run();

    assertEquals(ExitCode.DONE, result.exitCode());
    assertEquals(List.of("Change again:new"), agent.ran);
    assertEquals(List.of(Outcome.INVALID), agent.outcomes(3));
    assertTrue(agent.results(3).getFirst().text().startsWith("not committed: " + IS_NEW));
    assertEquals(List.of(1, 0), codes());
  }

  @Test
  void a_command_that_commits_waits_as_well() {
    agent.verifying("false", 3).model.calls("str_replace", edit("old", "odd"));
    agent.model.calls("act", command("git commit -am x"));
    agent.model.says("It does not pass.");

    assertEquals(ExitCode.UNVERIFIED, agent.run().exitCode());
    assertEquals(List.of(), agent.ran);
  }

  @Test
  void commits_that_stay_red_end_the_run() {
    agent.verifying("false", 1).model.calls("str_replace", edit("old", "one"));
    agent.model.calls("commit", command("1"));
    agent.model.calls("str_replace", edit("one", "two"), "commit", command("2"));
    agent.model.says("never said");

    assertEquals(ExitCode.UNVERIFIED, agent.run().exitCode());
    assertEquals(List.of(), agent.ran);
    assertEquals(3, agent.model.requests().size());
  }

  @Test
  void what_the_command_makes_is_not_the_runs_and_what_it_changes_is() {
    agent.verifying("echo report > report.txt; echo formatted >> f", 3);
    agent.model.calls("str_replace", edit("old", "new"));
    agent.model.says("Done.");

    RunResult result = agent.run();

    assertEquals(List.of("f"), result.changedFiles());
    assertEquals("new\nformatted", agent.file());
    assertEquals(2, agent.events(Event.FileChanged.class).size());
  }

  @Test
  void a_claim_is_evidence_of_nothing_unless_something_was_run() {
    agent.model.calls("str_replace", edit("old", "new"));
    agent.model.says("All tests pass.");
    assertInstanceOf(Evidence.Claimed.class, agent.run().evidence());
  }
}
