package dev.vibe.agent;

import static dev.vibe.agent.AgentFixture.command;
import static dev.vibe.agent.AgentFixture.edit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.approval.Answer;
import dev.vibe.approval.Mode;
import dev.vibe.approval.Rules;
import dev.vibe.conversation.CallId;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolResult;
import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.event.Event;
import dev.vibe.json.Json;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.testkit.Gen;
import dev.vibe.tool.CallKind;
import dev.vibe.tool.ToolOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The calls of one reply: their order, and that each is answered once. */
class ReplyRunTest {

  @TempDir Path scratch;
  private AgentFixture agent;

  @BeforeEach
  void prepare() throws IOException {
    agent = new AgentFixture(Files.createDirectory(scratch.resolve("work")));
  }

  @Test
  void edit_with_the_mask_of_a_key_is_refused_and_the_key_stays_in_the_file() {
    String key = "sk-k3y-of-the-m0del";
    agent.secret(key).write("key = " + key + "\n");
    agent.tool(new ProbeTool("show", CallKind.READS, command -> ToolOutput.ok(agent.file())));
    agent.model.calls("show", command("f"));
    agent.model.calls("str_replace", edit("key = [key hidden]", "api_key = [key hidden]"));
    agent.model.says("Done.");
    agent.run();

    assertEquals("key = [key hidden]", agent.results(2).getFirst().text());
    assertEquals(List.of(Outcome.INVALID), agent.outcomes(3));
    assertTrue(agent.results(3).getFirst().text().contains("in place of a key"));
    assertEquals("key = " + key, agent.file());
  }

  @Test
  void words_that_only_look_like_the_mask_may_be_edited() {
    agent.write("a [key hidden] b\n");
    agent.model.calls("str_replace", edit("a [key", "the [key"));
    agent.model.says("Done.");
    agent.run();

    assertEquals("the [key hidden] b", agent.file());
  }

  @Test
  void reads_of_one_reply_run_side_by_side() {
    CyclicBarrier together = new CyclicBarrier(3);
    agent.tool(new ProbeTool("meet", CallKind.READS, command -> meet(together)));
    agent.model.calls("meet", command("1"), "meet", command("2"), "meet", command("3"));
    agent.model.says("Done.");
    agent.run();

    assertEquals(List.of(Outcome.OK, Outcome.OK, Outcome.OK), agent.outcomes(2));
  }

  private static ToolOutput meet(CyclicBarrier together) throws InterruptedException {
    try {
      together.await(20, TimeUnit.SECONDS);
      return ToolOutput.ok("met");
    } catch (BrokenBarrierException | TimeoutException e) {
      return ToolOutput.failed("alone");
    }
  }

  @Test
  void reads_see_the_edits_that_stand_before_them_and_no_others() {
    agent.model.calls(
        "look", command("before"),
        "str_replace", edit("old", "new"),
        "look", command("after"),
        "str_replace", edit("new", "newest"));
    agent.model.says("Done.");
    agent.run();

    assertEquals(List.of("before:old", "after:newest"), agent.ran);
  }

  @Test
  void file_that_was_read_before_in_the_reply_may_be_overwritten_also_behind_another_edit()
      throws IOException {
    Files.writeString(agent.root.resolve("g"), "g\n");
    agent.model.calls(
        "read_file", Json.write(Map.of("file", "f")),
        "write_file", Json.write(Map.of("file", "f", "content", "new f\n")),
        "read_file", Json.write(Map.of("file", "g")),
        "write_file", Json.write(Map.of("file", "g", "content", "new g\n")));
    agent.model.says("Done.");
    agent.run();

    assertEquals("new f", agent.file());
    assertEquals("new g\n", Files.readString(agent.root.resolve("g")));
  }

  @Test
  void actions_run_alone_in_order_with_the_edits_before_them_written() {
    agent.model.calls(
        "str_replace", edit("old", "new"),
        "act", command("first"),
        "look", command("between"),
        "act", command("second"),
        "str_replace", edit("new", "newest"),
        "act", command("third"));
    agent.model.says("Done.");
    agent.run();

    assertEquals(List.of("first:new", "between:new", "second:new", "third:newest"), agent.ran);
  }

  @Test
  void edits_of_one_file_build_on_each_other_and_make_one_change() {
    agent.model.calls("str_replace", edit("old", "new"), "str_replace", edit("new", "newest"));
    agent.model.says("Done.");
    agent.run();

    assertEquals("newest", agent.file());
    List<Event.FileChanged> changes = agent.events(Event.FileChanged.class);
    assertEquals(1, changes.size());
    assertEquals(1, changes.getFirst().diff().added());
    assertEquals(
        agent.events(Event.ToolCalled.class).stream().map(called -> called.call().id()).toList(),
        changes.getFirst().calls());
  }

  @Test
  void commit_is_held_back_by_an_edit_before_it_that_failed_but_not_by_one_behind_it() {
    agent.model.calls(
        "str_replace", edit("nowhere", "x"),
        "commit", command("half"));
    agent.model.calls("commit", command("whole"), "str_replace", edit("nowhere else", "x"));
    agent.model.says("Done.");
    agent.run();

    assertEquals(List.of("whole:old"), agent.ran);
    assertEquals(List.of(Outcome.INVALID, Outcome.INVALID), agent.outcomes(2));
    assertEquals(List.of(Outcome.OK, Outcome.INVALID), agent.outcomes(3));
  }

  @Test
  void denied_write_still_yields_a_result() {
    agent.mode(Mode.PLAN).model.calls("str_replace", edit("old", "new")).says("Done.");
    agent.run();

    assertEquals(List.of(Outcome.DENIED), agent.outcomes(2));
    assertEquals("old", agent.file());
  }

  @Test
  void person_is_asked_once_for_what_is_granted_for_the_session() {
    agent.mode(Mode.ASK).person.answers(new Answer.YesForSession());
    agent.model.calls("str_replace", edit("old", "new"), "str_replace", edit("new", "newer"));
    agent.model.calls("str_replace", edit("newer", "newest")).says("Done.");
    agent.run();

    assertEquals("newest", agent.file());
    assertEquals(1, agent.person.questions().size());
  }

  @Test
  void reason_of_a_no_reaches_the_model() {
    agent.mode(Mode.ASK).person.answers(new Answer.No("use the logger"));
    agent.model.calls("str_replace", edit("old", "new")).says("Done.");
    agent.run();

    assertTrue(agent.results(2).getFirst().text().contains("use the logger"));
  }

  @Test
  void command_that_the_person_changed_runs_instead_and_the_model_is_told() {
    agent.mode(Mode.ASK).person.answers(new Answer.RunInstead("gentle"));
    agent.model.calls("act", command("rough")).says("Done.");
    agent.run();

    assertEquals(List.of("gentle:old"), agent.ran);
    String result = agent.results(2).getFirst().text();
    assertTrue(result.startsWith("the user ran this command instead: gentle\n"), result);
    assertEquals(
        List.of(new ToolFact.RanInstead("gentle")),
        agent.events(Event.ToolFinished.class).getFirst().result().facts());
  }

  @Test
  void dry_run_neither_writes_nor_acts_nor_asks_but_reads() {
    agent
        .mode(Mode.ASK)
        .promise(RunRequirement.DRY_RUN)
        .model
        .calls(
            "str_replace", edit("old", "new"),
            "act", command("x"),
            "commit", command("Renew"),
            "look", command("y"));
    agent.model.says("Done.");
    agent.run();

    assertEquals("old", agent.file());
    assertEquals(List.of("y:old"), agent.ran);
    assertEquals(List.of(), agent.person.questions());
    assertTrue(agent.events(Event.FileChanged.class).getFirst().dryRun());
    assertEquals("Renew", agent.events(Event.Committed.class).getFirst().message());
    assertEquals(
        List.of(true, true, true, false),
        agent.events(Event.ToolFinished.class).stream()
            .map(e -> e.result().isOnlyShown())
            .toList());
  }

  @Test
  void dry_run_plans_nothing_that_a_rule_denies() {
    agent
        .rules(Rules.parse(List.of(), List.of(), List.of("edit")))
        .promise(RunRequirement.DRY_RUN)
        .model
        .calls("str_replace", edit("old", "new"))
        .says("Done.");
    agent.run();

    assertEquals(List.of(Outcome.DENIED), agent.outcomes(2));
    assertEquals(List.of(), agent.events(Event.FileChanged.class));
  }

  @Test
  void every_call_gets_one_result_in_call_order_whatever_happens() {
    Gen.forAll(
        "one result a call",
        60,
        random -> {
          AgentFixture each = new AgentFixture(fresh());
          each.tool(new ProbeTool("fail", CallKind.ACTS, ReplyRunTest::fullDisk));
          List<Mode> modes = List.of(Mode.values());
          each.mode(modes.get(random.nextInt(modes.size())));
          each.person.answers(new Answer.Yes(), new Answer.No(""), new Answer.RunInstead("z"));
          if (random.nextInt(4) == 0) {
            each.promise(RunRequirement.DRY_RUN);
          }
          each.model.calls(randomCalls(random)).calls(randomCalls(random)).says("Done.");
          each.run();
          each.model.requests().forEach(request -> assertAnswered(request.messages()));
          assertEquals(
              each.events(Event.ToolCalled.class).stream()
                  .map(e -> e.call().id())
                  .sorted(BY_ID)
                  .toList(),
              each.events(Event.ToolFinished.class).stream()
                  .map(e -> e.result().callId())
                  .sorted(BY_ID)
                  .toList());
        });
  }

  private static final Comparator<CallId> BY_ID = Comparator.comparing(CallId::toString);

  private static ToolOutput fullDisk(String command) {
    throw new VibeException(
        ExitCode.FAILED,
        new Problem(ProblemCode.DISK_FULL, "the disk is full", "no room for " + command, ""));
  }

  private Path fresh() {
    try {
      return Files.createTempDirectory(scratch, "run");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String[] randomCalls(RandomGenerator random) {
    List<String> calls = new ArrayList<>();
    int count = 1 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      switch (random.nextInt(9)) {
        case 0 -> calls.addAll(List.of("look", command("a" + i)));
        case 1 -> calls.addAll(List.of("act", command("b" + i)));
        case 2 -> calls.addAll(List.of("commit", command("c" + i)));
        case 3 -> calls.addAll(List.of("fail", command("d" + i)));
        case 4 -> calls.addAll(List.of("no_such_tool", "{}"));
        case 5 -> calls.addAll(List.of("act", "{\"command\":"));
        case 6 -> calls.addAll(List.of("str_replace", edit("nowhere", "x")));
        case 7 ->
            calls.addAll(List.of("write_file", "{\"file\":\"g" + i + "\",\"content\":\"g\"}"));
        default -> calls.addAll(List.of("str_replace", edit("old", "old" + i)));
      }
    }
    return calls.toArray(String[]::new);
  }

  /** What each server demands of a history. */
  private static void assertAnswered(List<Message> messages) {
    for (int i = 0; i < messages.size(); i++) {
      if (messages.get(i) instanceof Message.Assistant said && !said.calls().isEmpty()) {
        List<CallId> answered =
            messages.get(i + 1) instanceof Message.ToolResults(List<ToolResult> results)
                ? results.stream().map(ToolResult::callId).toList()
                : List.of();
        assertEquals(said.calls().stream().map(ToolCall::id).toList(), answered);
      }
    }
  }

  @Test
  void edit_on_a_pretended_one_of_an_earlier_reply_says_nothing_of_the_disk() {
    agent.promise(RunRequirement.DRY_RUN);
    agent.model.calls("str_replace", edit("old", "new"));
    agent.model.calls("str_replace", edit("new", "newer")).says("Done.");
    agent.run();

    assertEquals("dry run, not written: f: +1 -1", agent.results(3).getFirst().text());
    assertEquals("old", agent.file());
  }

  @Test
  void edit_that_was_made_before_is_answered_without_a_failure() {
    agent.model.calls(
        "str_replace", edit("old", "brand new line"), "str_replace", edit("old", "brand new line"));
    agent.model.says("Done.");
    agent.run();

    assertEquals(List.of(Outcome.OK, Outcome.OK), agent.outcomes(2));
    ToolResult again = agent.results(2).getLast();
    assertEquals("f: Already done: the new text is there at line 1. Go on.", again.forModel());
    assertTrue(again.isAlreadyDone());
  }
}
