package dev.vibe.agent;

import static dev.vibe.agent.AgentFixture.command;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.context.ContextBuilder.Compactions;
import dev.vibe.conversation.CallId;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.PlanPrompt;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.Reasoning;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolFact;
import dev.vibe.event.Command;
import dev.vibe.event.Event;
import dev.vibe.event.Event.Compacted.Reason;
import dev.vibe.event.Notice;
import dev.vibe.event.RunResult;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.ProblemCode;
import dev.vibe.provider.ModelEvent;
import dev.vibe.provider.ModelRequest;
import dev.vibe.session.Transcript;
import dev.vibe.tool.CallKind;
import dev.vibe.tool.ToolOutput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compaction in the loop, and the traps that are known to break it elsewhere. */
class CompactionTest {

  private static final int WINDOW = 8_192;
  private static final String RULE = "Never touch setup.py.";

  @TempDir Path scratch;
  private AgentFixture agent;
  private int calls;

  @BeforeEach
  void prepare() throws Exception {
    agent = new AgentFixture(Files.createDirectory(scratch.resolve("work"))).window(WINDOW);
    agent.tool(
        new ProbeTool("big", CallKind.READS, command -> ToolOutput.ok("some line\n".repeat(800))));
    agent.tool(
        new ProbeTool(
            "todo",
            CallKind.READS,
            command ->
                ToolOutput.ok("kept")
                    .with(
                        new ToolFact.TodoList(
                            List.of(new ToolFact.Step("test it", ToolFact.Progress.PENDING))))));
  }

  private static Message.Assistant says(String text) {
    return new Message.Assistant(text, Reasoning.NONE, List.of());
  }

  private Message.Assistant calls(String tool, String words) {
    return new Message.Assistant(
        words,
        Reasoning.NONE,
        List.of(new ToolCall(new CallId("c" + ++calls), tool, new RawJson(command("x" + calls)))));
  }

  /** Talks much and calls often, so many times, and is done then. */
  private WindowedModel talking(int times, Function<ModelRequest, Message.Assistant> summaries) {
    return new WindowedModel(
        WINDOW,
        request ->
            calls < times
                ? calls(calls % 4 == 1 ? "todo" : "big", "I think about it. ".repeat(60))
                : says("That is all."),
        summaries);
  }

  private static Message.Assistant summary(ModelRequest request) {
    return says("## Goal\nmake it right");
  }

  private List<Event.Compacted> compactions() {
    return agent.events(Event.Compacted.class);
  }

  private String asSent(ModelRequest request) {
    StringBuilder all = new StringBuilder();
    request.messages().forEach(message -> all.append(WindowedModel.text(message)).append('\n'));
    return all.toString();
  }

  @Test
  void plan_rules_and_todo_list_survive_two_compactions_in_a_row() {
    WindowedModel model = talking(60, CompactionTest::summary);
    agent.answering(model);
    try (AgentSession session = agent.start()) {
      session.submit(new Command.Prompt(Message.User.text("Fix it. " + RULE)));
      AgentFixture.await(session);
      String plan = "1. read the parser\n2. write the test";
      session.submit(new Command.Prompt(Message.User.text(PlanPrompt.accepting(plan))));
      calls = 0;
      assertEquals(ExitCode.DONE, AgentFixture.await(session).exitCode());
    }
    assertTrue(compactions().size() >= 2, () -> "" + compactions().size());
    String last = asSent(model.asked.getLast());
    for (String kept : List.of(RULE, "2. write the test", "[ ] test it", "make it right")) {
      assertTrue(last.contains(kept), () -> kept + " is lost in\n" + last);
    }
    assertEquals(0, model.refusals);
    assertTrue(
        compactions().stream().allMatch(each -> each.size().after() < each.size().before() * 0.7));
  }

  /** Trap 2: some servers refuse an empty list of tools, and the prefix would be lost. */
  @Test
  void summary_is_asked_for_with_the_tools_of_the_session() {
    WindowedModel model = talking(30, CompactionTest::summary);
    agent.answering(model).run();

    assertFalse(model.askedForSummary.isEmpty());
    for (ModelRequest request : model.askedForSummary) {
      assertEquals(model.asked.getFirst().tools(), request.tools());
      assertTrue(request.mostOutputTokens() > 0);
    }
  }

  /** Trap 3: a server that caps the answer. */
  @Test
  void summary_that_was_cut_is_taken_as_far_as_it_goes() {
    agent.answering(talking(30, request -> says("## Goal\nmake it right, and the pars"))).run();

    assertTrue(compactions().getFirst().text().contains("and the pars"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "I cannot help with that.", "CALL"})
  void run_goes_on_with_the_record_where_the_summary_is_of_no_use(String answer) {
    WindowedModel model =
        talking(30, request -> answer.equals("CALL") ? calls("big", "") : says(answer));
    agent.answering(model);

    assertEquals(ExitCode.DONE, agent.run().exitCode());
    assertFalse(compactions().isEmpty());
    assertEquals("", compactions().getFirst().summary());
    assertTrue(compactions().getFirst().text().contains("do it"));
  }

  /** Trap 1: the window is one token smaller than the server said. */
  @Test
  void request_that_is_one_token_too_large_is_sent_again_smaller() {
    for (int i = 0; i < 3; i++) {
      agent.model.calls("big", command("x" + i));
    }
    agent.model.fails(ModelEvent.Kind.CONTEXT_OVERFLOW).says("Done.");

    assertEquals(ExitCode.DONE, agent.run().exitCode());
    List<ModelRequest> sent = agent.model.requests();
    assertTrue(asSent(sent.getLast()).length() < asSent(sent.get(3)).length());
    assertEquals(List.of(), compactions());
  }

  @Test
  void each_body_is_smaller_than_the_one_before_and_three_tries_are_the_most() {
    for (int i = 0; i < 6; i++) {
      agent.model.calls("big", command("x" + i));
    }
    agent.window(100_000);
    agent.model.fails(ModelEvent.Kind.CONTEXT_OVERFLOW);
    agent.model.fails(ModelEvent.Kind.CONTEXT_OVERFLOW).says("## Goal\nmake it right");
    agent.model.fails(ModelEvent.Kind.CONTEXT_OVERFLOW).fails(ModelEvent.Kind.CONTEXT_OVERFLOW);
    assertEquals(ExitCode.LIMIT, agent.run().exitCode());

    List<Integer> sizes = new ArrayList<>();
    for (ModelRequest request : agent.model.requests().subList(6, agent.model.requests().size())) {
      if (!WindowedModel.asksForSummary(request)) {
        sizes.add(asSent(request).length());
      }
    }
    for (int i = 1; i < sizes.size(); i++) {
      assertTrue(sizes.get(i) < sizes.get(i - 1), sizes::toString);
    }
    assertTrue(sizes.size() > 2 && sizes.size() <= 4, sizes::toString);
  }

  /** Trap 4: only what is told to be too large is. */
  @Test
  void any_other_refusal_leaves_the_history_alone() {
    agent.model.calls("big", command("x")).fails(ModelEvent.Kind.REJECTED);

    assertEquals(ExitCode.UNREACHABLE, agent.run().exitCode());
    assertEquals(List.of(), compactions());
    assertEquals(3, agent.model.requests().size() + 1);
  }

  /** Trap 5: a session that was held with a larger model. */
  @Test
  void history_that_is_larger_than_the_window_is_compacted_before_anything_is_sent() {
    WindowedModel large =
        new WindowedModel(
            200_000,
            request ->
                calls < 40 ? calls("big", "I think about it. ".repeat(90)) : says("Half of it."),
            CompactionTest::summary);
    agent.window(200_000).answering(large);
    WindowedModel small = talking(0, CompactionTest::summary);
    try (AgentSession session = agent.start()) {
      session.submit(new Command.Prompt(Message.User.text("Fix it. " + RULE)));
      AgentFixture.await(session);
    }
    Transcript before = agent.transcript();
    agent.goingOn().window(WINDOW).answering(small);
    assertEquals(ExitCode.DONE, agent.run().exitCode());

    assertTrue(large.tokens(large.asked.getLast()) > 2 * WINDOW);
    assertEquals(0, small.refusals, small.sizes::toString);
    assertEquals(1, small.askedForSummary.size());
    assertTrue(asSent(small.asked.getLast()).contains(RULE));
    assertEquals(before.size() + 2, agent.transcript().size());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void run_that_ends_at_the_window_names_what_it_changed(boolean commits) {
    agent.model.calls("str_replace", AgentFixture.edit("old", "new"));
    for (int i = 0; i < 5; i++) {
      agent.model.fails(ModelEvent.Kind.CONTEXT_OVERFLOW);
    }
    if (commits) {
      agent.promise(RunRequirement.COMMIT_ALL);
    }
    RunResult result = agent.run();

    assertEquals(ExitCode.LIMIT, result.exitCode());
    assertEquals(List.of("f"), result.changedFiles());
  }

  @Test
  void switched_off_a_conversation_is_only_cut() {
    WindowedModel model = talking(30, CompactionTest::summary);
    agent.compactions(Compactions.WHEN_ASKED).answering(model).run();

    assertEquals(List.of(), compactions());
    assertEquals(List.of(), model.askedForSummary);
  }

  @Test
  void user_may_ask_for_it_between_two_runs_and_say_what_to_keep() {
    WindowedModel model = talking(4, CompactionTest::summary);
    agent.answering(model);
    try (AgentSession session = agent.start()) {
      session.submit(new Command.Prompt(Message.User.text("Fix it.")));
      AgentFixture.await(session);
      assertTrue(session.compact("the grammar"));
      assertFalse(session.compact(""));
      assertTrue(session.contextUse().used() < WINDOW / 2);
    }
    assertEquals(Reason.ASKED, compactions().getFirst().reason());
    assertTrue(asSent(model.askedForSummary.getFirst()).contains("the grammar"));
  }

  @Test
  void model_and_user_are_told_when_half_and_three_quarters_are_used() {
    agent.answering(talking(30, CompactionTest::summary)).run();

    List<String> results =
        agent.events(Event.ToolFinished.class).stream().map(e -> e.result().text()).toList();
    assertTrue(results.stream().anyMatch(text -> text.endsWith("k of 8.2k]")), results::toString);
    assertTrue(
        agent.events(Event.NoticeRaised.class).stream()
            .map(Event.NoticeRaised::notice)
            .map(Notice::problem)
            .anyMatch(problem -> problem.code() == ProblemCode.CONTEXT_FILLS));
  }

  @Test
  void no_result_takes_more_than_its_share_of_the_window() {
    agent.answering(talking(3, CompactionTest::summary)).run();

    for (Event.ToolFinished finished : agent.events(Event.ToolFinished.class)) {
      assertTrue(finished.result().text().length() < WINDOW * 0.15 * 3.2 + 1_200);
    }
  }
}
