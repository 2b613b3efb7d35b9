package dev.vibe.repl.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.approval.Answer;
import dev.vibe.approval.Mode;
import dev.vibe.approval.Question;
import dev.vibe.approval.Question.Lasting;
import dev.vibe.approval.Rule;
import dev.vibe.conversation.CallId;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolResult;
import dev.vibe.effect.Effect;
import dev.vibe.event.Decider;
import dev.vibe.event.Event;
import dev.vibe.repl.key.Key;
import dev.vibe.repl.key.Key.Name;
import dev.vibe.text.UnifiedDiff;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keys at a question, and what is told of the answer. */
class QuestionKeysTest {

  private static final Duration LATER = Duration.ofMillis(300);

  private static final Question COMMAND =
      new Question("run ls", List.of(new Effect.Run("ls", "/w")), "mode ask", Lasting.ALWAYS, "");

  private static final Question EDIT =
      new Question(
          "edit a",
          List.of(new Effect.Write("a", UnifiedDiff.between("a", "old\n", "new\n"))),
          "mode ask",
          Lasting.ALWAYS,
          "new\n");

  private static List<Answer> answers(Driven session) {
    return session.all(Action.Reply.class).stream().map(Action.Reply::answer).toList();
  }

  private static Driven called(String title) {
    ToolCall call = new ToolCall(new CallId("c1"), "bash", RawJson.EMPTY_OBJECT);
    return Driven.running().event(new Event.ToolCalled(call, title));
  }

  private static Driven refused(Driven session, String by, String reason, String told) {
    CallId id = new CallId("c1");
    session.event(new Event.ApprovalDecided(id, "run ls", false, Decider.of(by), reason));
    return session.event(
        new Event.ToolFinished(
            new ToolResult(id, "bash", ToolResult.Outcome.DENIED, told), Duration.ZERO));
  }

  @Test
  void always_shows_the_rule_and_takes_it_as_it_is_changed() {
    Driven session = Driven.running().give(new Input.Asked(COMMAND)).after(LATER).type("a");
    assertTrue(session.screen().contains("always allow: bash(ls)"), session.screen());

    session.press(Name.BACKSPACE).type("*)").press(Name.ENTER);
    Rule rule = assertInstanceOf(Answer.YesAlways.class, answers(session).getFirst()).rule();
    assertEquals("bash(ls*)", rule.text());
  }

  @Test
  void a_rule_that_does_not_cover_the_question_is_no_answer() {
    Driven session = Driven.running().give(new Input.Asked(COMMAND)).after(LATER).type("a");
    session.press(Name.KILL_TO_START).type("bash(rm*)").press(Name.ENTER);
    session.press(Name.KILL_TO_START).type("nonsense(").press(Name.ENTER);

    assertEquals(List.of(), answers(session));
    assertInstanceOf(Dialog.Asking.class, session.state().dialog());
  }

  @Test
  void what_cannot_hold_is_not_offered() {
    Question once = new Question("x", COMMAND.effects(), "guarded", Lasting.ONCE, "");
    Driven session = Driven.running().give(new Input.Asked(once)).after(LATER).type("as");

    assertEquals(List.of(), answers(session));
    assertFalse(session.screen().contains("[a]lways"), session.screen());
  }

  @Test
  void the_proposed_text_can_be_edited() {
    Driven session = Driven.running().give(new Input.Asked(EDIT)).after(LATER).type("e");
    assertEquals(List.of(new Action.EditOutside("new\n")), session.all(Action.EditOutside.class));

    session.give(new Input.EditedOutside("new\n"));
    assertEquals(List.of(), answers(session));
    session.give(new Input.EditedOutside("mine\n"));
    assertEquals(List.of(new Answer.WriteInstead("mine\n")), answers(session));
  }

  @Test
  void questions_come_one_after_another_and_each_is_deaf_at_first() {
    Driven session = Driven.running().give(new Input.Asked(COMMAND)).after(LATER).type("y");
    session.give(new Input.Asked(EDIT)).type("y");
    assertEquals(List.of(new Answer.Yes()), answers(session));

    session.after(LATER).type("y");
    assertEquals(List.of(new Answer.Yes(), new Answer.Yes()), answers(session));
  }

  @Test
  void the_mode_changes_while_a_question_is_open_and_is_always_seen() {
    Driven session = Driven.running().give(new Input.Asked(COMMAND)).press(Name.SHIFT_TAB);

    assertEquals(List.of(new Action.SetMode(Mode.ACCEPT_EDITS)), session.all(Action.SetMode.class));
    assertTrue(session.screen().contains("accept-edits"), session.screen());
    assertInstanceOf(Dialog.Asking.class, session.state().dialog());
  }

  @Test
  void pasted_text_is_no_answer() {
    Driven session = Driven.running().give(new Input.Asked(COMMAND)).after(LATER);
    session.give(new Input.Pressed(new Key.Paste("y")));

    assertEquals(List.of(), answers(session));
  }

  @Test
  void at_a_question_escape_is_not_said_to_interrupt() {
    Driven session = Driven.running();
    assertTrue(session.screen().contains("esc to interrupt"), session.screen());
    session.give(new Input.Asked(COMMAND));
    assertFalse(session.screen().contains("esc to interrupt"), session.screen());
  }

  @Test
  void what_the_user_refused_is_told_once() {
    Driven session = called("run ls").give(new Input.Asked(COMMAND)).after(LATER);
    session.press(Name.ENTER);
    int before = session.printed().size();
    refused(session, "user", "", "the user said no. Do not try it again");

    assertEquals(before, session.printed().size(), session.printed()::toString);
  }

  @Test
  void what_a_rule_refuses_is_told_once_with_its_call() {
    Driven session = refused(called("run ls"), "deny rule bash", "do without it", "refused");
    List<String> printed = session.printed();

    assertTrue(printed.contains("• run ls"), printed::toString);
    assertEquals("  ✗ not allowed by deny rule bash: do without it", printed.getLast());
  }
}
