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
import dev.vibe.conversation.Message;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolResult;
import dev.vibe.effect.Effect;
import dev.vibe.event.Decider;
import dev.vibe.event.Event;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.repl.key.Key;
import dev.vibe.repl.key.Key.Name;
import dev.vibe.repl.live.LiveView;
import dev.vibe.text.FileDiff;
import dev.vibe.text.UnifiedDiff;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A turn while it goes on: what is said into it, what it asks, what can be opened of it. */
class TurnTest {

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

  private static Driven running() {
    return Driven.connected(80, 24).send("go");
  }

  private static List<Request> asked(Driven session) {
    return session.all(Action.Ask.class).stream().map(Action.Ask::request).toList();
  }

  private static List<Answer> answers(Driven session) {
    return session.all(Action.Reply.class).stream().map(Action.Reply::answer).toList();
  }

  private static String screen(Driven session) {
    return String.join(
        "\n",
        LiveView.of(session.state(), session.now()).lines().stream().map(l -> l.text()).toList());
  }

  private static void call(Driven session, String id, String title, String output) {
    CallId call = new CallId(id);
    session.event(new Event.ToolCalled(new ToolCall(call, "bash", RawJson.EMPTY_OBJECT), title));
    session.event(
        new Event.ToolFinished(
            new ToolResult(call, "bash", ToolResult.Outcome.OK, output), Duration.ZERO));
  }

  // --- into the run

  @Test
  void what_is_said_into_a_run_waits_until_the_model_hears_it() {
    Driven session = running().type("use tabs").press(Name.STEER);
    assertTrue(asked(session).contains(new Request.Steer("use tabs")));
    assertTrue(screen(session).contains("now: use tabs"), screen(session));

    session.event(new Event.UserSaid(Message.User.text("use tabs")));
    assertFalse(screen(session).contains("now:"), screen(session));
    session.ended(ExitCode.DONE);
    assertFalse(asked(session).contains(new Request.Prompt("use tabs", List.of())));
  }

  @Test
  void what_the_run_did_not_hear_is_the_next_prompt() {
    Driven session = running().type("later").press(Name.ENTER).type("now").press(Name.STEER);
    session.ended(ExitCode.DONE);

    assertTrue(asked(session).contains(new Request.Prompt("now", List.of())));
    assertEquals(List.of("later"), session.state().composer().queue());
  }

  @Test
  void what_an_interrupted_run_did_not_hear_goes_back_to_the_editor() {
    Driven session = running().type("now").press(Name.STEER, Name.ESCAPE);
    session.type("more").press(Name.STEER).ended(ExitCode.INTERRUPTED);

    assertEquals("now\nmore", session.state().composer().editor().text());
  }

  @Test
  void without_a_run_it_is_a_prompt() {
    Driven session = Driven.connected(80, 24).type("hello").press(Name.STEER);

    assertEquals(List.of(new Request.Prompt("hello", List.of())), asked(session));
  }

  // --- what waits

  private static Driven queued() {
    return running()
        .type("one")
        .press(Name.ENTER)
        .type("two")
        .press(Name.ENTER)
        .type("three")
        .press(Name.ENTER);
  }

  @Test
  void a_waiting_message_is_changed_in_its_place() {
    Driven session = queued().press(Name.UP, Name.UP).type("!").press(Name.ENTER);

    assertEquals(List.of("one", "two!", "three"), session.state().composer().queue());
    assertInstanceOf(Dialog.None.class, session.state().dialog());
  }

  @Test
  void each_waiting_message_can_be_removed() {
    Driven session = queued().press(Name.UP, Name.UP, Name.INTERRUPT);
    assertEquals(List.of("one", "three"), session.state().composer().queue());

    session.press(Name.UP, Name.KILL_TO_START, Name.ENTER);
    assertEquals(List.of("one"), session.state().composer().queue());
  }

  @Test
  void a_waiting_message_can_be_said_into_the_run() {
    Driven session = queued().press(Name.UP, Name.UP, Name.UP, Name.STEER);

    assertTrue(asked(session).contains(new Request.Steer("one")));
    assertEquals(List.of("two", "three"), session.state().composer().queue());
  }

  @Test
  void nothing_is_sent_while_a_message_is_changed() {
    Driven session = queued().press(Name.UP).ended(ExitCode.DONE);
    assertEquals(3, session.state().composer().queue().size());

    session.press(Name.ESCAPE);
    assertTrue(asked(session).contains(new Request.Prompt("one", List.of())));
  }

  // --- output

  @Test
  void the_end_of_what_a_command_writes_is_shown_while_it_runs() {
    Driven session = running();
    session.event(
        new Event.ToolCalled(
            new ToolCall(new CallId("c"), "bash", RawJson.EMPTY_OBJECT), "run make"));
    session.event(new Event.OutputGrew("1\n2\n3\n4\n5\n6\n7", 106));
    assertTrue(screen(session).contains("│ 7"), screen(session));
    assertTrue(screen(session).contains("… 102 more above"), screen(session));

    session.event(
        new Event.ToolFinished(
            new ToolResult(new CallId("c"), "bash", ToolResult.Outcome.OK, "x"), Duration.ZERO));
    assertFalse(screen(session).contains("│"), screen(session));
  }

  @Test
  void any_earlier_call_opens() {
    Driven session = running();
    call(session, "1", "run first", "1\n2\n3\n4\n5\n6\n7");
    call(session, "2", "run second", "b");
    session.press(Name.OPEN_OUTPUT);
    assertTrue(screen(session).contains("→ run second"), screen(session));
    assertFalse(session.printed().contains("  1"));

    session.press(Name.UP, Name.ENTER);
    assertTrue(session.printed().contains("  1"), session.printed().toString());
    assertInstanceOf(Dialog.None.class, session.state().dialog());
  }

  @Test
  void a_call_that_changed_a_file_opens_into_its_diff() {
    Driven session = running();
    CallId id = new CallId("1");
    session.event(
        new Event.ToolCalled(new ToolCall(id, "str_replace", RawJson.EMPTY_OBJECT), "edit a"));
    session.event(
        new Event.FileChanged(
            List.of(id), UnifiedDiff.between("a", "old\n".repeat(80), "new\n".repeat(80)), false));
    session.event(
        new Event.ToolFinished(
            new ToolResult(id, "str_replace", ToolResult.Outcome.OK, "a: +80"), Duration.ZERO));
    long before = session.printed().stream().filter(line -> line.contains("+ new")).count();
    session.press(Name.OPEN_OUTPUT, Name.ENTER);

    long after = session.printed().stream().filter(line -> line.contains("+ new")).count();
    assertEquals(before + 80, after);
  }

  // --- questions

  @Test
  void always_shows_the_rule_and_takes_it_as_it_is_changed() {
    Driven session = running().give(new Input.Asked(COMMAND)).after(LATER).type("a");
    assertTrue(screen(session).contains("always allow: bash(ls)"), screen(session));

    session.press(Name.BACKSPACE).type("*)").press(Name.ENTER);
    Rule rule = assertInstanceOf(Answer.YesAlways.class, answers(session).getFirst()).rule();
    assertEquals("bash(ls*)", rule.text());
  }

  @Test
  void a_rule_that_does_not_cover_the_question_is_no_answer() {
    Driven session = running().give(new Input.Asked(COMMAND)).after(LATER).type("a");
    session.press(Name.KILL_TO_START).type("bash(rm*)").press(Name.ENTER);
    session.press(Name.KILL_TO_START).type("nonsense(").press(Name.ENTER);

    assertEquals(List.of(), answers(session));
    assertInstanceOf(Dialog.Asking.class, session.state().dialog());
  }

  @Test
  void what_cannot_hold_is_not_offered() {
    Question once = new Question("x", COMMAND.effects(), "guarded", Lasting.ONCE, "");
    Driven session = running().give(new Input.Asked(once)).after(LATER).type("as");

    assertEquals(List.of(), answers(session));
    assertFalse(screen(session).contains("[a]lways"), screen(session));
  }

  @Test
  void the_proposed_text_can_be_edited() {
    Driven session = running().give(new Input.Asked(EDIT)).after(LATER).type("e");
    assertEquals(List.of(new Action.EditOutside("new\n")), session.all(Action.EditOutside.class));

    session.give(new Input.EditedOutside("new\n"));
    assertEquals(List.of(), answers(session));
    session.give(new Input.EditedOutside("mine\n"));
    assertEquals(List.of(new Answer.WriteInstead("mine\n")), answers(session));
  }

  @Test
  void questions_come_one_after_another_and_each_is_deaf_at_first() {
    Driven session = running().give(new Input.Asked(COMMAND)).after(LATER).type("y");
    session.give(new Input.Asked(EDIT)).type("y");
    assertEquals(List.of(new Answer.Yes()), answers(session));

    session.after(LATER).type("y");
    assertEquals(List.of(new Answer.Yes(), new Answer.Yes()), answers(session));
  }

  @Test
  void the_mode_changes_while_a_question_is_open_and_is_always_seen() {
    Driven session = running().give(new Input.Asked(COMMAND)).press(Name.SHIFT_TAB);

    assertEquals(List.of(new Action.SetMode(Mode.ACCEPT_EDITS)), session.all(Action.SetMode.class));
    assertTrue(screen(session).contains("accept-edits"), screen(session));
    assertInstanceOf(Dialog.Asking.class, session.state().dialog());
  }

  // --- plan

  private static Driven planned() {
    Driven session = Driven.connected(80, 24);
    session.press(Name.SHIFT_TAB, Name.SHIFT_TAB, Name.SHIFT_TAB);
    return session.send("plan it").ended(ExitCode.DONE);
  }

  @Test
  void a_message_that_begins_like_an_answer_is_none() {
    Driven session = planned().type("yes, but only the tests").press(Name.ENTER);

    assertTrue(asked(session).contains(new Request.Prompt("yes, but only the tests", List.of())));
    assertEquals(Mode.PLAN, session.state().facts().mode());
    assertInstanceOf(Dialog.None.class, session.state().dialog());
  }

  @Test
  void a_plan_can_be_edited_before_it_is_accepted() {
    Driven session = planned().type("e").press(Name.ENTER);
    assertEquals(
        List.of(new Action.EditOutside("the answer")), session.all(Action.EditOutside.class));

    session.give(new Input.EditedOutside("my plan\n")).type("a").press(Name.ENTER);
    assertTrue(
        asked(session).contains(new Request.Prompt("Carry out this plan:\n\nmy plan", List.of())));
    assertEquals(Mode.ASK, session.state().facts().mode());
  }

  @Test
  void a_plan_can_be_left() {
    Driven session = planned().press(Name.ESCAPE);

    assertInstanceOf(Dialog.None.class, session.state().dialog());
    assertEquals(Mode.PLAN, session.state().facts().mode());
  }

  @Test
  void a_diff_is_paired_with_the_call_that_it_names_and_not_by_titles() {
    Driven session = running();
    CallId command = new CallId("c");
    CallId first = new CallId("1");
    CallId second = new CallId("2");
    session.event(
        new Event.ToolCalled(new ToolCall(command, "bash", RawJson.EMPTY_OBJECT), "run touch a"));
    session.event(new Event.FileChanged(List.of(command), diff("a"), false));
    session.event(
        new Event.ToolFinished(
            new ToolResult(command, "bash", ToolResult.Outcome.OK, "exit code 0"), Duration.ZERO));
    session.event(
        new Event.ToolCalled(new ToolCall(first, "str_replace", RawJson.EMPTY_OBJECT), "first"));
    session.event(
        new Event.ToolCalled(new ToolCall(second, "str_replace", RawJson.EMPTY_OBJECT), "second"));
    session.event(new Event.FileChanged(List.of(second), diff("b"), false));
    session.event(new Event.FileChanged(List.of(), diff("a"), false));

    assertEquals(
        List.of("• change a  +1 -1", "• run touch a  0 ms", "• second  +1 -1", "• first  +1 -1"),
        session.printed().stream().filter(line -> line.startsWith("•")).toList());
  }

  private static FileDiff diff(String path) {
    return UnifiedDiff.between(path, "old\n", "new\n");
  }

  @Test
  void the_list_of_the_model_is_shown_while_it_works() {
    Driven session = running();
    CallId id = new CallId("t");
    ToolFact steps =
        new ToolFact.TodoList(
            List.of(
                new ToolFact.Step("read", ToolFact.Progress.DONE),
                new ToolFact.Step("write", ToolFact.Progress.PENDING)));
    session.event(new Event.ToolCalled(new ToolCall(id, "todo", RawJson.EMPTY_OBJECT), "todo"));
    session.event(
        new Event.ToolFinished(
            new ToolResult(id, "todo", ToolResult.Outcome.OK, "two steps", List.of(steps)),
            Duration.ZERO));
    assertTrue(screen(session).contains("[ ] write"), screen(session));

    session.ended(ExitCode.DONE);
    assertFalse(screen(session).contains("[ ] write"), screen(session));
  }

  @Test
  void pasted_text_is_no_answer() {
    Driven session = running().give(new Input.Asked(COMMAND)).after(LATER);
    session.give(new Input.Pressed(new Key.Paste("y")));

    assertEquals(List.of(), answers(session));
  }

  @Test
  void another_try_tells_why_and_counts_down_and_how_to_end_it() {
    Problem reason =
        new Problem(ProblemCode.SERVER_BUSY, "the server is busy", "503: try later", "wait");
    Driven session = running();
    session.event(new Event.RetryScheduled(1, Duration.ofSeconds(9), reason, true));

    assertTrue(
        session
            .printed()
            .contains("try 2 in 9.0 s, Esc ends it: the server is busy (503: try later)"),
        session.printed()::toString);
    session.after(Duration.ofSeconds(4));
    assertTrue(screen(session).contains("trying again in 5 s"), screen(session));
    session.after(Duration.ofSeconds(5));
    assertTrue(screen(session).contains("waiting for the model"), screen(session));
    session.press(Name.ESCAPE);
    assertEquals(1, session.all(Action.Stop.class).size());
  }

  @Test
  void a_change_of_model_is_told_by_its_notice_alone() {
    Driven session = running();
    int before = session.printed().size();
    Problem reason = new Problem(ProblemCode.MODEL_SWITCHED, "going from a to b", "", "");
    session.event(new Event.RetryScheduled(1, Duration.ZERO, reason, true));

    assertEquals(before, session.printed().size());
  }

  @Test
  void only_a_long_run_that_nobody_looks_at_rings() {
    Duration longRun = Duration.ofSeconds(11);
    assertEquals(List.of(), running().ended(longRun).all(Action.Ring.class));
    assertEquals(
        List.of(),
        running().press(Name.FOCUS_OUT).ended(Duration.ofSeconds(9)).all(Action.Ring.class));
    assertEquals(
        List.of(),
        running().press(Name.FOCUS_OUT, Name.FOCUS_IN).ended(longRun).all(Action.Ring.class));
    assertEquals(
        List.of(new Action.Ring()),
        running().press(Name.FOCUS_OUT).ended(longRun).all(Action.Ring.class));
  }

  private static Driven called(String title) {
    ToolCall call = new ToolCall(new CallId("c1"), "bash", RawJson.EMPTY_OBJECT);
    return running().event(new Event.ToolCalled(call, title));
  }

  private static Driven refused(Driven session, String by, String reason, String told) {
    CallId id = new CallId("c1");
    session.event(new Event.ApprovalDecided(id, "run ls", false, Decider.of(by), reason));
    return session.event(
        new Event.ToolFinished(
            new ToolResult(id, "bash", ToolResult.Outcome.DENIED, told), Duration.ZERO));
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

  @Test
  void at_a_question_escape_is_not_said_to_interrupt() {
    Driven session = running();
    assertTrue(screen(session).contains("esc to interrupt"), screen(session));
    session.give(new Input.Asked(COMMAND));
    assertFalse(screen(session).contains("esc to interrupt"), screen(session));
  }

  @Test
  void a_lost_cache_of_the_server_is_nothing_to_interrupt_a_reader_for() {
    Driven session = running();
    int before = session.printed().size();
    session.event(Event.NoticeRaised.of(new Problem(ProblemCode.PREFIX_BREAK, "lost", "why", "")));
    assertEquals(before, session.printed().size());

    session.event(Event.NoticeRaised.of(new Problem(ProblemCode.IO, "lost", "why", "")));
    assertTrue(session.printed().contains("vibe: lost  [io]"), session.printed()::toString);
  }

  @Test
  void a_notice_is_broken_between_words() {
    Driven session = Driven.connected(40, 24).send("go");
    String cause = "words that are many more than there is room for in one row of it";
    session.event(Event.NoticeRaised.of(new Problem(ProblemCode.IO, "it is so", cause, "")));

    assertTrue(
        session.printed().stream().allMatch(line -> line.length() < 40),
        session.printed()::toString);
    assertTrue(
        session.printed().contains("  cause: words that are many more than"),
        session.printed()::toString);
  }

  @Test
  void a_commit_is_told_once() {
    CallId id = new CallId("c1");
    Driven session = running();
    session.event(
        new Event.ToolCalled(new ToolCall(id, "git_commit", RawJson.EMPTY_OBJECT), "commit Say"));
    session.event(new Event.Committed("0123456789", "Say", List.of("a")));
    session.event(
        new Event.ToolFinished(
            new ToolResult(id, "git_commit", ToolResult.Outcome.OK, "done"), Duration.ZERO));

    assertEquals(1, session.printed().stream().filter(line -> line.contains("Say")).count());
  }

  @Test
  void a_command_of_the_users_own_stands_before_its_output() {
    Driven session = Driven.connected(80, 24).type("!ls -a").press(Name.ENTER);

    assertEquals("> !ls -a", session.printed().getLast());
  }
}
