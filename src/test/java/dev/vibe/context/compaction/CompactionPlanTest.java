package dev.vibe.context.compaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.conversation.PlanPrompt;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.Reasoning;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.conversation.ToolSpec;
import dev.vibe.provider.ModelRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompactionPlanTest {

  private static final CompactionPlan.Room ROOM = new CompactionPlan.Room(20_000, 2_000, 500);
  private static final List<ToolSpec> TOOLS =
      List.of(new ToolSpec("read_file", "reads", new RawJson("{}")));

  private static CompactionPlan plan(ToolTalk talk) {
    return CompactionPlan.of(talk.messages, talk.messages, ROOM);
  }

  private static ModelRequest like() {
    return new ModelRequest("You are a test.", List.of(), TOOLS);
  }

  @Test
  void newest_turns_stay_whole_and_no_call_is_parted_from_its_result() {
    ToolTalk talk = new ToolTalk().said("do it");
    for (int i = 0; i < 8; i++) {
      talk.read("f" + i, "x".repeat(1_000));
    }
    for (int room = 0; room < 12_000; room += 500) {
      int cut = CompactionPlan.cut(talk.messages, room);
      List<Message> kept = talk.messages.subList(cut, talk.messages.size());

      assertTrue(kept.getFirst() instanceof Message.Assistant, kept::toString);
      assertTrue(kept.size() <= 2 || Weight.of(kept) <= room, "" + room);
    }
  }

  @Test
  void last_turn_stays_however_large_it_is_and_a_single_message_is_not_compacted() {
    ToolTalk talk = new ToolTalk().said("do it").read("a", "x").read("b", "x".repeat(90_000));

    assertEquals(3, CompactionPlan.cut(talk.messages, 10));
    assertEquals(0, CompactionPlan.cut(new ToolTalk().said("do it").messages, 10));
  }

  @Test
  void what_the_record_holds_is_in_the_text_whatever_the_model_wrote() {
    ToolTalk talk =
        new ToolTalk().said("Fix it. Never touch setup.py.").answered("1. look\n2. fix");
    talk.said(PlanPrompt.accepting()).edited("src/a.py", "x", "y");
    talk.call(
        "todo",
        Map.of(),
        Outcome.OK,
        "kept",
        new ToolFact.TodoList(List.of(new ToolFact.Step("write a test", ToolFact.Progress.DONE))));
    talk.ran("pytest -q", "boom", new ToolFact.EndedBadly(1)).ran("pytest -q", "ok");
    talk.call("git_commit", Map.of("message", "m"), Outcome.OK, "1a2b3c4 fix it\n 1 file");
    String text = plan(talk).text("");

    for (String kept :
        List.of(
            "Never touch setup.py.",
            "2. fix",
            "[x] write a test",
            "src/a.py",
            "pytest -q: passed",
            "1a2b3c4 fix it")) {
      assertTrue(text.contains(kept), kept + "\n" + text);
    }
    assertFalse(text.contains(PlanPrompt.accepting()), text);
  }

  @Test
  void plan_that_a_person_edited_is_the_plan() {
    ToolTalk talk =
        new ToolTalk().said("plan it").answered("my plan").said(PlanPrompt.accepting("theirs"));
    Ledger ledger = Ledger.of(talk.messages);

    assertEquals("theirs", ledger.plan());
    assertEquals(List.of("plan it"), ledger.said());
  }

  @Test
  void rules_that_came_along_with_a_message_stay() {
    List<Message> messages =
        List.of(
            new Message.User(
                List.of(
                    new Part.Text("go"),
                    new Part.Attachment("lib/AGENTS.md", "Use tabs."),
                    new Part.Attachment("log", "noise"))));
    String text = CompactionPlan.of(messages, messages, ROOM).text("");

    assertTrue(text.contains("Use tabs."), text);
    assertFalse(text.contains("noise"), text);
  }

  @Test
  void long_messages_lose_their_middle_before_any_message_is_lost() {
    ToolTalk talk = new ToolTalk();
    for (int i = 0; i < 20; i++) {
      talk.said("Rule " + i + ": keep " + "k".repeat(i == 7 ? 9_000 : 30));
    }
    String text = plan(talk).text("");

    for (int i = 0; i < 20; i++) {
      assertTrue(text.contains("Rule " + i + ": keep"), text);
    }
    assertTrue(text.length() < 4_000, () -> "" + text.length());
  }

  @Test
  void request_for_a_summary_is_the_conversation_with_its_tools_and_a_limit() {
    ToolTalk talk = new ToolTalk().said("do it").read("a", "text");
    ModelRequest request = plan(talk).request(like(), "the API");

    assertEquals(talk.messages, request.messages().subList(0, 3));
    assertEquals(TOOLS, request.tools());
    assertEquals(500, request.mostOutputTokens());
    assertTrue(request.messages().getLast().toString().contains("the API"));
  }

  @Test
  void history_that_is_larger_than_the_window_still_is_summarised() {
    ToolTalk talk = new ToolTalk().said("do it");
    for (int i = 0; i < 200; i++) {
      talk.ran("c" + i, "o".repeat(2_000));
    }
    ModelRequest request = plan(talk).request(like(), "");
    List<Message> sent = new ArrayList<>(request.messages());

    assertTrue(Weight.of(sent) + 100 < ROOM.request(), () -> "" + Weight.of(sent));
    assertTrue(sent.size() > 10, () -> "" + sent.size());
    assertFalse(sent.get(1) instanceof Message.ToolResults);
  }

  @Test
  void refusal_a_call_and_nothing_are_no_summary_and_one_that_was_cut_is() {
    ToolCall call = new ToolCall(new CallId("c"), "read_file", new RawJson("{}"));

    assertTrue(CompactionPlan.isSummary(reply("## Goal\nfix it, then the te", List.of())));
    assertTrue(CompactionPlan.isSummary(reply("**Goal**: fix it", List.of())));
    assertFalse(CompactionPlan.isSummary(reply("", List.of())));
    assertFalse(CompactionPlan.isSummary(reply("I cannot help with that.", List.of())));
    assertFalse(CompactionPlan.isSummary(reply("## Goal", List.of(call))));
  }

  private static Message.Assistant reply(String text, List<ToolCall> calls) {
    return new Message.Assistant(text, Reasoning.NONE, calls);
  }
}
