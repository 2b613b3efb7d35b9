package dev.vibe.repl.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.approval.Answer;
import dev.vibe.approval.Mode;
import dev.vibe.approval.Question;
import dev.vibe.conversation.CallId;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.Reasoning;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolResult;
import dev.vibe.effect.Effect;
import dev.vibe.event.Event;
import dev.vibe.problem.ExitCode;
import dev.vibe.repl.key.Key;
import dev.vibe.repl.key.Key.Name;
import dev.vibe.view.ScreenSize;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpdateTest {

  private static final Question COMMAND =
      new Question("run ls", List.of(new Effect.Run("ls", "/w")), "mode ask");

  private static final Duration LATER = Duration.ofMillis(500);

  private static Driven session() {
    return Driven.connected(80, 24);
  }

  private static List<Request> asked(Driven session) {
    return session.all(Action.Ask.class).stream().map(Action.Ask::request).toList();
  }

  private static List<Answer> answers(Driven session) {
    return session.all(Action.Reply.class).stream().map(Action.Reply::answer).toList();
  }

  @Test
  void enter_sends_the_prompt_and_remembers_it() {
    Driven session = session().type("hello").press(Name.ENTER);

    assertEquals(List.of(new Request.Prompt("hello", List.of())), asked(session));
    assertEquals(List.of(new Action.Remember("hello")), session.all(Action.Remember.class));
    assertTrue(session.state().composer().editor().isEmpty());
  }

  @Test
  void a_backslash_at_the_end_breaks_the_line() {
    Driven session = session().type("a\\").press(Name.ENTER).type("b").press(Name.ENTER);

    assertEquals(List.of(new Request.Prompt("a\nb", List.of())), asked(session));
  }

  @Test
  void a_paste_never_runs() {
    Driven session = session().give(new Input.Pressed(new Key.Paste("a\nb\n")));

    assertEquals(List.of(), asked(session));
    assertEquals("a\nb\n", session.state().composer().editor().text());
  }

  @Test
  void before_the_model_is_known_prompts_wait() {
    Driven session = new Driven(80, 24).type("early").press(Name.ENTER);
    assertEquals(List.of(), asked(session));

    session.give(new Input.Connected(new Facts.Connection("devstral", "http://x", "id")));
    assertEquals(List.of(new Request.Prompt("early", List.of())), asked(session));
  }

  @Test
  void while_a_run_goes_on_messages_wait_in_order() {
    Driven session = session().send("one").type("two").press(Name.ENTER).type("three");
    session.press(Name.ENTER);
    assertEquals(List.of("two", "three"), session.state().composer().queue());

    session.ended(ExitCode.DONE);
    assertEquals(List.of("three"), session.state().composer().queue());
    assertTrue(asked(session).contains(new Request.Prompt("two", List.of())));
  }

  @Test
  void after_an_interrupt_waiting_messages_go_back_to_the_editor() {
    Driven session = session().send("one").type("two").press(Name.ENTER, Name.ESCAPE);
    assertEquals(1, session.all(Action.Stop.class).size());

    session.ended(ExitCode.INTERRUPTED);
    assertEquals("two", session.state().composer().editor().text());
    assertTrue(session.printed().contains("interrupted"));
  }

  @Test
  void what_was_streamed_is_printed_once_and_kept_when_it_is_cut() {
    Driven session = session().send("q");
    session.event(new Event.TextDelta("First par")).event(new Event.TextDelta("agraph.\n\nSec"));
    assertEquals(1, session.printed().stream().filter("First paragraph."::equals).count());

    session.event(
        new Event.AssistantSaid(
            new Message.Assistant("First paragraph.\n\nSec", Reasoning.NONE, List.of())));
    session.ended(ExitCode.INTERRUPTED);
    assertEquals(1, session.printed().stream().filter("Sec"::equals).count());
  }

  @Test
  void a_reply_that_was_not_streamed_is_printed() {
    Driven session = session().send("q");
    session.event(
        new Event.AssistantSaid(new Message.Assistant("Whole.", Reasoning.NONE, List.of())));

    assertTrue(session.printed().contains("Whole."));
  }

  @Test
  void control_c_after_another_key_is_a_first_one() {
    Driven session = session().press(Name.INTERRUPT).type("x").press(Name.BACKSPACE);
    session.press(Name.INTERRUPT);
    assertEquals(List.of(), session.all(Action.Leave.class));
  }

  @Test
  void control_c_twice_within_a_second_leaves() {
    Driven once = session().press(Name.INTERRUPT).after(Duration.ofSeconds(2));
    once.press(Name.INTERRUPT);
    assertEquals(0, once.all(Action.Leave.class).size());

    once.after(Duration.ofMillis(500)).press(Name.INTERRUPT);
    assertEquals(List.of(new Action.Leave(ExitCode.DONE)), once.all(Action.Leave.class));
  }

  @Test
  void control_c_ends_what_runs_and_keeps_what_is_typed() {
    Driven session = session().send("q").type("abc").press(Name.INTERRUPT);

    assertEquals(1, session.all(Action.Stop.class).size());
    assertEquals("abc", session.state().composer().editor().text());
  }

  @Test
  void control_c_first_empties_the_line() {
    Driven session = session().type("abc").press(Name.INTERRUPT);

    assertTrue(session.state().composer().editor().isEmpty());
    assertEquals(0, session.all(Action.Leave.class).size());
  }

  @Test
  void early_keys_do_not_answer_a_question() {
    Driven session = session().send("q").give(new Input.Asked(COMMAND)).type("y");
    assertEquals(List.of(), answers(session));
    assertEquals("y", session.state().composer().editor().text());

    session.press(Name.BACKSPACE).type("y").press(Name.BACKSPACE).after(LATER).type("y");
    assertEquals(List.of(new Answer.Yes()), answers(session));
  }

  @Test
  void no_may_have_a_reason_and_enter_means_no() {
    Driven session = session().send("q").give(new Input.Asked(COMMAND)).after(LATER);
    session.type("nnot now").press(Name.ENTER);
    session.give(new Input.Asked(COMMAND)).after(LATER).press(Name.ENTER);

    assertEquals(List.of(new Answer.No("not now"), new Answer.No("")), answers(session));
  }

  @Test
  void a_command_can_be_changed_before_it_runs() {
    Driven session = session().send("q").give(new Input.Asked(COMMAND)).after(LATER);
    session.type("e").type(" -l").press(Name.ENTER, Name.ENTER);
    assertEquals(List.of(), answers(session));
    assertTrue(session.screen().contains("  │ ls -l"), session.screen());

    session.after(LATER).press(Name.ENTER);
    assertEquals(List.of(new Answer.RunInstead("ls -l")), answers(session));
  }

  @Test
  void control_c_at_a_question_says_no_and_stops() {
    Driven session = session().send("q").give(new Input.Asked(COMMAND)).press(Name.INTERRUPT);

    assertEquals(List.of(new Answer.No("")), answers(session));
    assertEquals(1, session.all(Action.Stop.class).size());
  }

  @Test
  void shift_tab_goes_through_the_modes_that_ask_and_says_what_each_does() {
    Driven session = session().press(Name.SHIFT_TAB);
    assertEquals(Mode.ACCEPT_EDITS, session.state().facts().mode());
    session.press(Name.SHIFT_TAB);
    assertEquals(Mode.PLAN, session.state().facts().mode());
    session.press(Name.SHIFT_TAB);
    assertEquals(Mode.ASK, session.state().facts().mode());

    assertEquals(
        List.of(
            "mode accept-edits: edits run unasked; asks before commits and most commands",
            "mode plan: only reads; nothing is changed",
            "mode ask: asks before edits, commits and most commands"),
        session.printed());
    assertEquals(3, session.all(Action.SetMode.class).size());
  }

  @Test
  void only_a_command_leads_to_the_mode_that_asks_nothing() {
    Driven session = session().type("/mode auto").press(Name.ENTER);
    assertEquals(Mode.AUTO, session.state().facts().mode());
    assertEquals("mode auto: edits, commands and commits run unasked", session.printed().getLast());

    session.press(Name.SHIFT_TAB);
    assertEquals(Mode.ASK, session.state().facts().mode());
  }

  @Test
  void an_unknown_command_gets_the_nearest_name() {
    Driven session = session().type("/stauts").press(Name.ESCAPE, Name.ENTER);

    assertTrue(
        session.printed().stream().anyMatch(line -> line.contains("did you mean /status?")),
        session.printed().toString());
    assertEquals(List.of(), asked(session));
  }

  @Test
  void a_path_is_no_command() {
    Driven session = session().type("/usr/bin is full").press(Name.ENTER);

    assertEquals(List.of(new Request.Prompt("/usr/bin is full", List.of())), asked(session));
  }

  @Test
  void enter_completes_and_runs_a_command() {
    Driven session = session().type("/exi").press(Name.ENTER);

    assertEquals(1, session.all(Action.Leave.class).size());
  }

  @Test
  void a_bang_runs_a_command_and_its_output_goes_with_the_next_prompt() {
    Driven session = session().type("!ls").press(Name.ENTER);
    assertEquals(List.of(new Request.Shell("ls")), asked(session));

    var output = new Part.Attachment("the user ran: ls", "a.txt");
    session.give(new Input.Finished(List.of(output))).type("what?").press(Name.ENTER);
    assertTrue(asked(session).contains(new Request.Prompt("what?", List.of(output))));
  }

  @Test
  void an_at_sign_completes_files() {
    Driven session = session().type("see @ap");
    assertEquals(List.of(new Request.ListFiles()), asked(session));

    session.give(new Input.FilesListed(List.of("src/app.py", "b.txt"))).press(Name.TAB);
    assertEquals("see @src/app.py ", session.state().composer().editor().text());
  }

  @Test
  void enter_behind_a_word_that_only_looks_like_a_file_sends_it() {
    Driven session = session().type("what is @Override");
    session.give(new Input.FilesListed(List.of("src/OverrideTest.java"))).press(Name.ENTER);
    assertEquals(
        List.of(new Request.Prompt("what is @Override", List.of())),
        asked(session).stream().filter(each -> each instanceof Request.Prompt).toList());

    Driven picked = session().type("see @ap");
    picked
        .give(new Input.FilesListed(List.of("a/app.py", "b/app.py")))
        .press(Name.DOWN, Name.ENTER);
    assertEquals("see @b/app.py ", picked.state().composer().editor().text());
  }

  @Test
  void a_long_paste_stays_folded_when_it_is_sent() {
    String paste = "\tfirst\n" + "line\n".repeat(199);
    Driven session = session().give(new Input.Pressed(new Key.Paste(paste))).press(Name.ENTER);
    Request.Prompt sent = (Request.Prompt) asked(session).getFirst();
    assertEquals(paste.stripTrailing(), sent.text());
    session.event(new Event.UserSaid(Message.User.text(sent.text())));

    assertEquals("> [pasted 200 lines]", session.printed().getLast());
  }

  @Test
  void of_a_long_message_of_earlier_the_beginning_is_shown_and_tabs_are_blanks() {
    Driven session = session().event(new Event.UserSaid(Message.User.text("a\tb\n".repeat(60))));

    assertTrue(session.printed().contains("> a   b"), session.printed()::toString);
    assertEquals("  … 40 more lines", session.printed().getLast());
  }

  @Test
  void no_to_a_question_of_no_model_asks_for_no_reason() {
    Driven session = session().type("/undo").press(Name.ENTER);
    session.give(
        new Input.Asked(new Question("undo", List.of(new Effect.Delete("a")), "why").ofPerson()));
    session.after(Duration.ofSeconds(1)).type("n");

    assertEquals(List.of(new Action.Reply(new Answer.No(""))), session.all(Action.Reply.class));
    assertInstanceOf(Dialog.None.class, session.state().dialog());
  }

  @Test
  void help_lists_what_works_where_there_are_no_keys() {
    Driven session = Driven.connected(ScreenSize.ENDLESS, 24);
    session.give(new Input.Entered("/help"));
    String help = String.join("\n", session.printed());

    assertTrue(help.contains("answers a question"), help);
    assertFalse(help.contains("Ctrl-O"), help);
    assertFalse(help.contains("Shift-Tab"), help);
    assertFalse(help.contains("/copy"), help);
  }

  @Test
  void the_last_output_opens() {
    CallId id = new CallId("c1");
    Driven session = session().send("q");
    session.event(new Event.ToolCalled(new ToolCall(id, "bash", RawJson.EMPTY_OBJECT), "run seq"));
    String output = "1\n2\n3\n4\n5\n6\n7\n8";
    session.event(
        new Event.ToolFinished(
            new ToolResult(id, "bash", ToolResult.Outcome.OK, output), Duration.ZERO));
    assertFalse(session.printed().contains("  1"));

    session.press(Name.OPEN_OUTPUT, Name.OPEN_OUTPUT);
    assertTrue(session.printed().contains("  1"), session.printed().toString());
  }

  @Test
  void undo_takes_back_what_was_typed() {
    Driven session = session().type("ab").press(Name.KILL_TO_START, Name.UNDO);

    assertEquals("ab", session.state().composer().editor().text());
  }

  @Test
  void search_finds_what_was_sent() {
    Driven session = session().send("fix the build").ended(ExitCode.DONE);
    session.press(Name.SEARCH).type("build").press(Name.ENTER);

    assertEquals("fix the build", session.state().composer().editor().text());
  }

  @Test
  void a_long_run_rings_only_when_nobody_looks() {
    assertEquals(
        0, session().send("q").give(new Input.Asked(COMMAND)).all(Action.Ring.class).size());
    Driven away = session().send("q").press(Name.FOCUS_OUT).give(new Input.Asked(COMMAND));

    assertEquals(1, away.all(Action.Ring.class).size());
  }
}
