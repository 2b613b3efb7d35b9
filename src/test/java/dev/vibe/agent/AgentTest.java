package dev.vibe.agent;

import static dev.vibe.agent.AgentFixture.command;
import static dev.vibe.agent.AgentFixture.edit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.approval.Answer;
import dev.vibe.approval.Mode;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.Reasoning;
import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.event.Command;
import dev.vibe.event.Event;
import dev.vibe.event.RunResult;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.provider.ModelEvent;
import dev.vibe.provider.ModelRequest;
import dev.vibe.tool.CallKind;
import dev.vibe.tool.ToolOutput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The loop, from prompt to result. */
class AgentTest {

  @TempDir Path scratch;
  private AgentFixture agent;

  @BeforeEach
  void prepare() throws Exception {
    agent = new AgentFixture(Files.createDirectory(scratch.resolve("work")));
  }

  private static String problem(RunResult result) {
    return assertInstanceOf(RunResult.Ending.Badly.class, result.ending()).problem().code().id();
  }

  @Test
  void answer_ends_the_run() {
    agent.model.says("It is done.");
    RunResult result = agent.run();

    assertEquals(ExitCode.DONE, result.exitCode());
    assertEquals("It is done.", result.answer());
    assertEquals(1, result.turns());
    assertEquals(100, result.usage().inputTokens());
    assertEquals(result, agent.events(Event.RunEnded.class).getLast().result());
  }

  @Test
  void row_34_empty_reply_is_answered_with_words_once() {
    agent.model.saysNothing().says("Done.");
    RunResult result = agent.run();

    assertEquals("Done.", result.answer());
    List<Message> nudged = agent.model.requests().get(1).messages();
    assertTrue(nudged.getLast() instanceof Message.User, nudged::toString);
    assertEquals(2, nudged.size());
  }

  @Test
  void row_34_second_empty_reply_in_a_row_fails_the_run() {
    agent.model.saysNothing().saysNothing();

    assertEquals("empty-reply", problem(agent.run()));
  }

  @Test
  void row_30_call_in_the_text_that_cannot_be_read_is_asked_for_again_once() {
    agent.model.garbles("[TOOL_CALLS]act[ARGS]{\"command\": ").calls("act", command("now"));
    agent.model.says("Done.");
    RunResult result = agent.run();

    assertEquals("Done.", result.answer());
    assertEquals(List.of("now:old"), agent.ran);
    ModelRequest nudged = agent.model.requests().get(1);
    assertEquals(ModelRequest.ToolUse.REQUIRED, nudged.toolUse());
    assertEquals(3, nudged.messages().size());
    assertEquals(ModelRequest.ToolUse.FREE, agent.model.requests().get(2).toolUse());
  }

  @Test
  void row_30_call_in_the_text_that_stays_unreadable_is_no_end() {
    agent.model.garbles("[TOOL_CALLS]act[ARGS]{").garbles("[TOOL_CALLS]act[ARGS]{");
    RunResult result = agent.run();

    assertEquals("[TOOL_CALLS]act[ARGS]{", result.answer());
    assertEquals("unfinished", problem(result));
    assertEquals(List.of(), agent.ran);
  }

  @Test
  void announcement_is_answered_with_words_once() {
    agent.model.says("I will now fix it.").calls("str_replace", edit("old", "new")).says("Fixed.");
    RunResult result = agent.run();

    assertEquals(ExitCode.DONE, result.exitCode());
    assertEquals("new", agent.file());
    assertTrue(nudge(2).contains("did not do it"), nudge(2));
  }

  @Test
  void second_announcement_in_a_row_fails_the_run() {
    agent.model.says("I will now fix it.").says("Let me fix that now.");
    RunResult result = agent.run();

    assertEquals("unfinished", problem(result));
    assertEquals("Let me fix that now.", result.answer());
  }

  @Test
  void question_that_nobody_answers_is_to_be_decided() {
    agent.model.says("Should I fix it?").calls("str_replace", edit("old", "new")).says("I did.");

    assertEquals(ExitCode.DONE, agent.run().exitCode());
    assertTrue(nudge(2).contains("decide"), nudge(2));
  }

  @Test
  void question_to_a_person_is_an_end() {
    agent.audience(Audience.PERSON).model.says("Should I fix it?");

    assertEquals(ExitCode.DONE, agent.run().exitCode());
  }

  @Test
  void what_a_run_did_is_known_when_it_claims_something() {
    agent.model.says("I have fixed the bug.").says("Nothing was changed.");
    assertEquals(ExitCode.DONE, agent.run().exitCode());
    assertTrue(nudge(2).contains("no tool was called"), nudge(2));

    agent.model.calls("str_replace", edit("old", "new")).says("I have fixed and committed it.");
    agent.model.says("Changed f; it is not committed.");
    assertEquals(ExitCode.DONE, agent.run().exitCode());
    assertTrue(nudge(5).contains("there is no commit"), nudge(5));
  }

  private String nudge(int request) {
    Message last = agent.model.requests().get(request - 1).messages().getLast();
    return Message.textOf(assertInstanceOf(Message.User.class, last));
  }

  @Test
  void run_without_a_limit_tells_every_fifty_replies_what_it_has_come_to() {
    for (int i = 0; i < 120; i++) {
      agent.model.calls("look", command("step " + i));
    }
    agent.model.says("Done.");
    agent.run();

    assertEquals(
        List.of(
            "50 replies so far, 5,000 tokens in, 500 out, 0.01 USD",
            "100 replies so far, 10,000 tokens in, 1,000 out, 0.01 USD"),
        notices(ProblemCode.NO_LIMIT));
  }

  @Test
  void run_with_a_limit_does_not_tell() {
    agent.limits(new RunLimits(60, Long.MAX_VALUE, Double.POSITIVE_INFINITY));
    for (int i = 0; i < 60; i++) {
      agent.model.calls("look", command("step " + i));
    }
    agent.run();

    assertEquals(List.of(), notices(ProblemCode.NO_LIMIT));
  }

  private List<String> notices(ProblemCode code) {
    return agent.events(Event.NoticeRaised.class).stream()
        .map(raised -> raised.notice().problem())
        .filter(problem -> problem.code() == code)
        .map(Problem::what)
        .toList();
  }

  @Test
  void markup_of_a_call_alone_is_no_answer() {
    agent.model.garbles("").garbles("");
    RunResult result = agent.run();

    assertEquals("empty-reply", problem(result));
    assertTrue(
        agent.model.requests().get(1).messages().getLast().toString().contains("Call the tool"));
  }

  @Test
  void model_that_repeats_itself_is_told_once_and_may_go_on() {
    agent.model.circlesAfter("Well:").says("Done.");

    assertEquals("Done.", agent.run().answer());
    assertEquals(
        List.of(ProblemCode.REPLY_CIRCLES),
        agent.events(Event.NoticeRaised.class).stream()
            .map(raised -> raised.notice().problem().code())
            .toList());
    List<Message> sent = agent.model.requests().get(1).messages();
    assertEquals(new Message.Assistant("Well:", Reasoning.NONE, List.of()), sent.get(1));
    assertTrue(sent.get(2).toString().contains("over and over"), sent::toString);
  }

  @Test
  void model_that_repeats_itself_again_ends_the_run() {
    agent.model.circlesAfter("Well:").circlesAfter("");
    RunResult result = agent.run();

    assertEquals(ExitCode.FAILED, result.exitCode());
    assertEquals("reply-circles", problem(result));
    assertEquals(2, agent.model.requests().size());
  }

  @Test
  void calls_of_a_reply_that_was_cut_are_not_run() {
    agent.model.isCutInCalls("act", command("half")).says("Done.");
    agent.run();

    assertEquals(List.of(), agent.ran);
    assertEquals(List.of(Outcome.INVALID), agent.outcomes(2));
  }

  @Test
  void replies_that_bring_nothing_new_are_told_so_twice_and_end_the_run() {
    for (int i = 0; i < 9; i++) {
      agent.model.calls("str_replace", edit("nowhere", "x"));
    }

    assertEquals("stuck", problem(agent.run()));
    assertTrue(nudge(3).contains("another way"), nudge(3));
    assertTrue(nudge(6).contains("brought nothing new"), nudge(6));
  }

  @Test
  void going_round_between_two_calls_ends_the_run() {
    for (int i = 0; i < 5; i++) {
      agent.model.calls("str_replace", edit("nowhere", "x")).calls("look", command("f"));
    }

    assertEquals("stuck", problem(agent.run()));
  }

  @Test
  void changing_to_and_fro_ends_the_run() {
    for (int i = 0; i < 6; i++) {
      agent.model.calls("str_replace", edit("old", "new")).calls("str_replace", edit("new", "old"));
    }

    assertEquals("stuck", problem(agent.run()));
  }

  @Test
  void same_command_after_each_change_is_progress() {
    for (int i = 0; i < 10; i++) {
      String before = i == 0 ? "old" : "v" + i;
      agent.model.calls("str_replace", edit(before, "v" + (i + 1))).calls("look", command("test"));
    }
    agent.model.says("Done.");

    assertEquals(ExitCode.DONE, agent.run().exitCode());
    assertEquals("v10", agent.file());
  }

  @Test
  void failing_calls_that_differ_do_not_end_it() {
    for (int i = 0; i < 5; i++) {
      agent.model.calls("str_replace", edit("nowhere" + i, "x"));
    }
    agent.model.says("I give up.");

    assertEquals(ExitCode.DONE, agent.run().exitCode());
  }

  @Test
  void limits_end_the_run_before_the_next_request() {
    agent.model.calls("act", command("one")).calls("act", command("two"));
    agent.limits(new RunLimits(2, Long.MAX_VALUE, Double.POSITIVE_INFINITY));
    RunResult turns = agent.run();

    assertEquals("limit-turns", problem(turns));
    assertEquals(ExitCode.LIMIT, turns.exitCode());
    assertEquals(2, turns.turns());
    assertEquals(2, agent.ran.size());
  }

  @Test
  void tokens_and_cost_are_limits_too() {
    agent.model.calls("act", command("one"));
    agent.limits(new RunLimits(Integer.MAX_VALUE, 110, Double.POSITIVE_INFINITY));
    assertEquals("limit-tokens", problem(agent.run()));

    agent.model.calls("act", command("two"));
    agent.limits(new RunLimits(Integer.MAX_VALUE, Long.MAX_VALUE, 0.00012));
    assertEquals("limit-cost", problem(agent.run()));
  }

  @Test
  void stop_in_a_command_answers_it_and_what_stands_behind_it() {
    CountDownLatch started = new CountDownLatch(1);
    agent.tool(new ProbeTool("wait", CallKind.ACTS, command -> untilInterrupted(started)));
    agent.model.calls(
        "str_replace", edit("old", "new"),
        "wait", command("x"),
        "str_replace", edit("new", "newest"),
        "act", command("y"));
    try (AgentSession session = agent.start()) {
      session.submit(new Command.Prompt(Message.User.text("do it")));
      await(started);
      session.submit(new Command.Stop(ExitCode.TERMINATED));
      session.submit(new Command.Stop(ExitCode.INTERRUPTED));
      RunResult result = AgentFixture.await(session);

      assertEquals(ExitCode.TERMINATED, result.exitCode());
    }
    assertEquals("new", agent.file());
    assertEquals(List.of(), agent.ran);
    assertEquals(
        List.of(Outcome.OK, Outcome.INTERRUPTED, Outcome.INTERRUPTED, Outcome.INTERRUPTED),
        agent.events(Event.ToolFinished.class).stream().map(e -> e.result().outcome()).toList());
  }

  @Test
  void stop_at_a_question_ends_the_run() {
    CountDownLatch asked = new CountDownLatch(1);
    agent
        .mode(Mode.ASK)
        .approver(
            question -> {
              asked.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return new Answer.No("");
            })
        .model
        .calls("str_replace", edit("old", "new"));
    try (AgentSession session = agent.start()) {
      session.submit(new Command.Prompt(Message.User.text("do it")));
      await(asked);
      session.submit(new Command.Stop(ExitCode.TIMEOUT));

      assertEquals(ExitCode.TIMEOUT, AgentFixture.await(session).exitCode());
    }
  }

  @Test
  void person_who_interrupts_at_a_question_ends_the_run() {
    agent
        .mode(Mode.ASK)
        .approver(
            question -> {
              Thread.currentThread().interrupt();
              return new Answer.No("");
            })
        .model
        .calls("str_replace", edit("old", "new"));

    assertEquals(ExitCode.INTERRUPTED, agent.run().exitCode());
    assertEquals("old", agent.file());
  }

  @Test
  void request_that_is_too_large_and_cannot_shrink_is_a_limit() {
    agent.model.fails(ModelEvent.Kind.CONTEXT_OVERFLOW);

    assertEquals(ExitCode.LIMIT, agent.run().exitCode());
  }

  @Test
  void request_that_is_too_large_is_sent_again_with_old_results_cut() {
    agent.tool(
        new ProbeTool("big", CallKind.READS, command -> ToolOutput.ok("line\n".repeat(9_000))));
    for (int i = 0; i < 4; i++) {
      agent.model.calls("big", command("x" + i));
    }
    agent.model.fails(ModelEvent.Kind.CONTEXT_OVERFLOW).says("Done.");

    assertEquals(ExitCode.DONE, agent.run().exitCode());
    String first = agent.model.requests().getLast().messages().get(2).toString();
    assertTrue(first.contains("cut to save context"), first);
  }

  @Test
  void failures_of_the_endpoint_have_their_exit_codes() {
    agent.model.fails(ModelEvent.Kind.UNREACHABLE);
    assertEquals(ExitCode.UNREACHABLE, agent.run().exitCode());
    agent.model.fails(ModelEvent.Kind.UNAUTHORIZED);
    assertEquals(ExitCode.UNAUTHORIZED, agent.run().exitCode());
  }

  @Test
  void refusal_because_nobody_could_be_asked_is_the_exit_code() {
    agent.mode(Mode.ASK).model.calls("str_replace", edit("old", "new")).says("I may not.");
    RunResult result = agent.run();

    assertEquals(ExitCode.REFUSED, result.exitCode());
    assertEquals("I may not.", result.answer());
  }

  @Test
  void promise_to_change_something_is_kept_or_the_run_has_failed() {
    agent.promise(RunRequirement.CHANGE_SOMETHING);
    agent.model.says("Nothing to do.");
    assertEquals(ExitCode.UNCHANGED, agent.run().exitCode());

    agent.model.calls("str_replace", edit("old", "new")).says("Done.");
    assertEquals(ExitCode.DONE, agent.run().exitCode());
  }

  @Test
  void next_prompt_goes_on_in_the_same_conversation() {
    agent.model.says("One.").says("Two.");
    try (AgentSession session = agent.start()) {
      session.submit(new Command.Prompt(Message.User.text("first")));
      AgentFixture.await(session);
      session.submit(new Command.Prompt(Message.User.text("second")));

      assertEquals("Two.", AgentFixture.await(session).answer());
    }
    assertEquals(3, agent.model.requests().get(1).messages().size());
  }

  private static ToolOutput untilInterrupted(CountDownLatch started) throws InterruptedException {
    started.countDown();
    new CountDownLatch(1).await();
    return ToolOutput.ok("never");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
