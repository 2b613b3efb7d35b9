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
import dev.vibe.text.Palette.Role;
import dev.vibe.text.UnifiedDiff;
import dev.vibe.view.Line;
import dev.vibe.view.Span;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Keys at a question, and what is told of the answer. */
class QuestionKeysTest {

  /** Enough for any question here on the smallest screen. */
  private static final String READ_ON = " ".repeat(40);

  private static final Duration LATER = Duration.ofMillis(500);

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
    assertEquals(List.of(), answers(session));
    session.after(LATER).press(Name.ENTER);
    Rule rule = assertInstanceOf(Answer.YesAlways.class, answers(session).getFirst()).rule();
    assertEquals("bash(ls*)", rule.text());
  }

  @Test
  void a_rule_that_does_not_cover_the_question_is_no_answer() {
    Driven session = Driven.running().give(new Input.Asked(COMMAND)).after(LATER).type("a");
    session.after(LATER).press(Name.KILL_TO_START).type("bash(rm*)").press(Name.ENTER);
    session.press(Name.KILL_TO_START).type("nonsense(").press(Name.ENTER);

    assertEquals(List.of(), answers(session));
    assertInstanceOf(Dialog.Asking.class, session.state().dialog());
  }

  private static final String EIGHTY =
      IntStream.range(0, 80).mapToObj(i -> "echo " + i).collect(Collectors.joining("\n"));

  private static Driven asked(String command, Lasting lasting) {
    Question question =
        new Question("run it", List.of(new Effect.Run(command, "/w")), "mode ask", lasting, "");
    return Driven.running().give(new Input.Asked(question)).after(LATER);
  }

  @Test
  void a_yes_counts_only_once_the_end_was_seen() {
    Driven session = asked(EIGHTY, Lasting.ONCE);
    assertTrue(session.screen().contains("lines 1–19 of 82 · yes once all seen"), session.screen());
    assertFalse(session.screen().contains("y yes"), session.screen());
    assertTrue(session.screen().contains("? run it"), session.screen());

    session.type("y");
    assertEquals(List.of(), answers(session));
    assertTrue(session.screen().contains("no yes yet: read it all"), session.screen());

    session.type("    ");
    assertTrue(session.screen().contains("lines 64–82 of 82"), session.screen());
    assertTrue(session.screen().contains("? run it"), session.screen());
    session.type("y");
    assertEquals(List.of(new Answer.Yes()), answers(session));
  }

  @Test
  void the_keys_move_through_the_question() {
    Driven session = asked(EIGHTY, Lasting.ONCE);
    session.press(Name.PAGE_DOWN);
    assertTrue(session.screen().contains("lines 19–37 of 82"), session.screen());
    session.press(Name.DOWN, Name.DOWN, Name.UP);
    assertTrue(session.screen().contains("lines 20–38 of 82"), session.screen());
    session.press(Name.PAGE_UP, Name.PAGE_UP);
    assertTrue(session.screen().contains("lines 1–19 of 82"), session.screen());
    session.press(Name.END);
    assertTrue(session.screen().contains("lines 64–82 of 82"), session.screen());
    session.press(Name.HOME).type(" b");
    assertTrue(session.screen().contains("lines 1–19 of 82"), session.screen());
    assertEquals(List.of(), answers(session));
  }

  @Test
  void space_leads_back_to_what_a_jump_left_out() {
    Driven session = asked(EIGHTY, Lasting.ONCE).press(Name.END).type(" ");

    assertTrue(session.screen().contains("lines 19–37 of 82"), session.screen());
    session.type("   y");
    assertEquals(List.of(new Answer.Yes()), answers(session));
  }

  @Test
  void what_was_passed_over_is_not_allowed() {
    Driven session = asked(EIGHTY.replace("\n", "x ".repeat(60)), Lasting.ALWAYS);
    session.press(Name.END);
    assertTrue(session.screen().contains("yes once all seen"), session.screen());
    assertTrue(
        session.screen().contains("space more · n no, and why · Enter no · e change it"),
        session.screen());
    session.type("ysa");
    assertEquals(List.of(), answers(session));

    session.press(Name.HOME).type(READ_ON);
    assertTrue(session.screen().contains("a always: this command"), session.screen());
    session.type("s");
    assertEquals(List.of(new Answer.YesForSession()), answers(session));
  }

  @Test
  void a_no_needs_no_reading() {
    Driven session = asked(EIGHTY, Lasting.ONCE).press(Name.ENTER);
    assertEquals(List.of(new Answer.No("")), answers(session));

    Driven told = asked(EIGHTY, Lasting.ONCE).type("nlater").press(Name.ENTER);
    assertEquals(List.of(new Answer.No("later")), answers(told));
  }

  @Test
  void a_command_that_is_opened_and_left_alone_still_has_to_be_read() {
    Driven session = asked(EIGHTY, Lasting.ONCE).type("e").press(Name.ENTER);
    assertEquals(List.of(), answers(session));
    assertTrue(session.screen().contains("no yes yet"), session.screen());
  }

  @Test
  void a_changed_command_that_does_not_fit_is_shown_once_more() {
    Driven session = asked(EIGHTY, Lasting.ONCE).type("e!").press(Name.ENTER);
    assertEquals(List.of(), answers(session));
    assertTrue(session.screen().contains("lines 1–19 of 82"), session.screen());

    session.after(LATER).type(READ_ON + "y");
    assertEquals(List.of(new Answer.RunInstead(EIGHTY + "!")), answers(session));
  }

  @Test
  void a_changed_command_that_hides_something_is_shown_once_more() {
    Driven session = asked("ls \u202e", Lasting.ONCE).type("ex").press(Name.ENTER);
    assertEquals(List.of(), answers(session));
    assertTrue(session.screen().contains("ls ‹U+202E›x"), session.screen());

    session.after(LATER).type("y");
    assertEquals(List.of(new Answer.RunInstead("ls \u202ex")), answers(session));
  }

  @Test
  void another_size_of_the_screen_keeps_the_place_and_what_was_seen() {
    Driven session = asked(EIGHTY, Lasting.ONCE).press(Name.PAGE_DOWN);
    session.give(new Input.Resized(40, 10));
    assertTrue(session.screen().contains("? run it"), session.screen());
    assertTrue(session.screen().contains("echo 17"), session.screen());
    assertFalse(session.screen().contains("y/"), session.screen());
    session.type("y");
    assertEquals(List.of(), answers(session));

    session.type(READ_ON).give(new Input.Resized(80, 24)).type("y");
    assertEquals(List.of(new Answer.Yes()), answers(session));
  }

  @Test
  void a_larger_screen_that_shows_the_rest_has_shown_it() {
    Driven session = asked(EIGHTY, Lasting.ONCE).give(new Input.Resized(80, 100));

    assertTrue(session.screen().contains("y yes"), session.screen());
    session.type("y");
    assertEquals(List.of(new Answer.Yes()), answers(session));
  }

  @Test
  void a_tiny_screen_still_has_title_place_and_keys() {
    Driven session = Driven.connected(40, 10).send("go").give(new Input.Asked(LONG)).after(LATER);

    List<String> lines = session.screen().lines().toList();
    assertTrue(lines.size() < 10, session.screen());
    assertEquals("? run it", lines.getFirst());
    assertTrue(lines.contains("  lines 1–5 of 83 · yes once all seen"), session.screen());
    assertTrue(session.screen().contains("[space/N/e]: "), session.screen());
  }

  private static final Question LONG =
      new Question("run it", List.of(new Effect.Run(EIGHTY, "/w")), "mode ask", Lasting.ONCE, "");

  @Test
  void what_was_allowed_stays_to_be_read_in_short() {
    Driven session = asked(EIGHTY, Lasting.ONCE).type(READ_ON + "y");

    List<String> printed = session.printed();
    assertTrue(printed.contains("? run it"), printed::toString);
    assertTrue(printed.contains("  │ … 74 more lines"), printed::toString);
    assertEquals("  yes", printed.getLast());
  }

  @Test
  void a_question_that_was_withdrawn_says_so() {
    Driven session = asked("ls", Lasting.ONCE).give(new Input.Withdrawn());

    assertTrue(session.printed().contains("? run it"), session.printed()::toString);
    assertEquals("  not answered", session.printed().getLast());
  }

  @Test
  void what_cannot_hold_is_not_offered() {
    Question once = new Question("x", COMMAND.effects(), "guarded", Lasting.ONCE, "");
    Driven session = Driven.running().give(new Input.Asked(once)).after(LATER).type("as");

    assertEquals(List.of(), answers(session));
    assertFalse(session.screen().contains("always"), session.screen());
  }

  @Test
  void the_proposed_text_can_be_edited() {
    Driven session = Driven.running().give(new Input.Asked(EDIT)).after(LATER).type("e");
    assertEquals(
        List.of(new Action.EditOutside("new\n", "a")), session.all(Action.EditOutside.class));

    session.give(new Input.EditedOutside("new\n"));
    assertEquals(List.of(), answers(session));
    session.give(new Input.EditedOutside("mine\n"));
    assertEquals(List.of(new Answer.WriteInstead("mine\n")), answers(session));
  }

  private static Question longEdit() {
    String before =
        IntStream.range(0, 400).mapToObj(i -> "old " + i + "\n").collect(Collectors.joining());
    return new Question(
        "edit a",
        List.of(
            new Effect.Write("a", UnifiedDiff.between("a", before, before.replace("old", "new")))),
        "mode ask",
        Lasting.SESSION,
        "");
  }

  @Test
  void a_long_diff_can_be_printed_whole_before_it_is_answered() {
    Driven session = Driven.running().give(new Input.Asked(longEdit())).after(LATER);
    assertTrue(session.screen().contains("space more · v all · n no, and why"), session.screen());

    session.type("vy");
    List<String> printed = session.printed();
    assertTrue(
        printed.contains("  │   1 -old 0") && printed.contains("  │ 400 +new 399"),
        printed::toString);
    assertEquals(List.of(), answers(session));
    assertEquals("y", session.state().composer().editor().text());
    session.press(Name.BACKSPACE).after(LATER).type("y");
    assertEquals(List.of(new Answer.Yes()), answers(session));
  }

  @Test
  void changed_words_are_marked_in_the_question() {
    String before = "    print(\"a\", b, c)\n";
    Question question =
        new Question(
            "edit a",
            List.of(
                new Effect.Write(
                    "a", UnifiedDiff.between("a", before, before.replace("print", "log")))),
            "mode ask");
    List<Line> lines = QuestionView.lines(question, 60);
    Line removed = lines.get(2);

    assertEquals("  │ 1 -    print(\"a\", b, c)", removed.text());
    assertTrue(removed.spans().contains(new Span(Role.REMOVED_WORD, "print")), removed::toString);
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
