package dev.vibe.repl.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.approval.Answer;
import dev.vibe.approval.Mode;
import dev.vibe.approval.Question;
import dev.vibe.approval.Question.Lasting;
import dev.vibe.effect.Effect;
import dev.vibe.problem.ExitCode;
import dev.vibe.repl.live.LiveView;
import dev.vibe.view.ScreenSize;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A session of lines: nothing but whole lines, and each is meant for what is asked. */
class LineUpdateTest {

  private static final Question COMMAND =
      new Question("run ls", List.of(new Effect.Run("ls", "/w")), "mode ask", Lasting.ALWAYS, "");

  private static final Duration READ = Duration.ofMillis(500);

  private static final Question ONCE =
      new Question("undo", List.of(), "files are replaced", Lasting.ONCE, "");

  private static Driven session() {
    return Driven.connected(ScreenSize.ENDLESS, 24);
  }

  private static Driven enter(Driven session, String... lines) {
    Stream.of(lines).forEach(line -> session.give(new Input.Entered(line)));
    return session;
  }

  private static Driven asked(Question question) {
    return enter(session(), "go").give(new Input.Asked(question)).after(Duration.ofSeconds(1));
  }

  private static List<Answer> answers(Driven session) {
    return session.all(Action.Reply.class).stream().map(Action.Reply::answer).toList();
  }

  private static List<Request> requests(Driven session) {
    return session.all(Action.Ask.class).stream().map(Action.Ask::request).toList();
  }

  private static String prompt(Driven session) {
    return LiveView.of(session.state(), session.now()).prompt();
  }

  /** Nothing that was typed for a question is left anywhere. */
  private static void assertNoMessage(Driven session) {
    assertEquals(List.of(), session.state().composer().queue());
    assertTrue(session.state().composer().editor().isEmpty());
    assertEquals(List.of(new Request.Prompt("go", List.of())), requests(session));
  }

  @Test
  void a_whole_word_answers_and_none_of_it_becomes_a_message() {
    for (String yes : List.of("y", "yes", "Yes ")) {
      Driven session = enter(asked(COMMAND), yes);
      assertEquals(List.of(new Answer.Yes()), answers(session), yes);
      assertNoMessage(session);
    }
    Driven kept = enter(asked(COMMAND), "session");
    assertEquals(List.of(new Answer.YesForSession()), answers(kept));
    assertNoMessage(kept);
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "n, ''",
    "No., ''",
    "'no, because it is late', because it is late",
    "n not now, not now",
  })
  void a_no_may_say_why(String line, String reason) {
    Driven session = enter(asked(COMMAND), line);

    assertEquals(List.of(new Answer.No(reason)), answers(session));
    assertNoMessage(session);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes, and then the tests", "nothing", "/help", "es", "ye"})
  void what_is_no_answer_is_told_and_the_question_stands(String line) {
    Driven session = enter(asked(COMMAND), line);

    assertEquals(List.of(), answers(session));
    assertTrue(session.printed().getLast().contains("no answer"), session.printed()::toString);
    assertNoMessage(session);
    assertEquals(List.of(new Answer.Yes()), answers(enter(session, "y")));
  }

  private static Question longOne() {
    String text =
        IntStream.range(0, 80).mapToObj(i -> "echo " + i).collect(Collectors.joining("\n"));
    return new Question("run it", List.of(new Effect.Run(text, "/w")), "why", Lasting.ONCE, "");
  }

  @Test
  void a_long_question_comes_in_parts_before_a_yes_counts() {
    Driven session = asked(longOne());
    assertTrue(
        prompt(session).startsWith("lines 1–20 of 82; an empty line shows more"), prompt(session));
    enter(session, "yes", "session");
    assertEquals(List.of(), answers(session));
    assertFalse(session.printed().contains("  │ echo 79"), session.printed()::toString);

    enter(session, "", "more", "", "");
    assertEquals(
        IntStream.range(0, 80).mapToObj(i -> "  │ echo " + i).toList(),
        session.printed().stream().filter(line -> line.startsWith("  │ echo")).toList());
    assertTrue(prompt(session).startsWith("answer with a line (yes;"), prompt(session));
    assertEquals(List.of(new Answer.Yes()), answers(enter(session, "yes")));
    assertNoMessage(session);
  }

  @Test
  void a_long_question_can_be_refused_at_once() {
    Driven session = enter(asked(longOne()), "no, not that");

    assertEquals(List.of(new Answer.No("not that")), answers(session));
  }

  @Test
  void a_line_that_was_typed_before_the_question_does_not_answer_it() {
    Driven session = enter(session(), "go").give(new Input.Asked(COMMAND));
    enter(session, "yes");

    assertEquals(List.of(), answers(session));
    assertNoMessage(session);
  }

  @Test
  void a_rule_for_good_is_shown_and_agreed_on() {
    Driven session = enter(asked(COMMAND), "always");
    assertTrue(prompt(session).contains("bash(ls)"), prompt(session));
    assertEquals(List.of(), answers(session));

    enter(session.after(READ), "no", "always");
    enter(session.after(READ), "bash(l*)");
    assertEquals(List.of("bash(l*)"), rules(session));
    assertNoMessage(session);
  }

  private static List<String> rules(Driven session) {
    return answers(session).stream().map(a -> ((Answer.YesAlways) a).rule().text()).toList();
  }

  @Test
  void a_command_is_replaced_by_a_line() {
    Driven session = enter(asked(COMMAND), "edit", "ls -l");
    assertEquals("  │ ls -l", session.printed().get(session.printed().size() - 2));

    enter(session.after(READ), "yes");
    assertEquals(List.of(new Answer.RunInstead("ls -l")), answers(session));
    assertNoMessage(session);
  }

  @Test
  void only_what_the_question_takes_is_offered_and_taken() {
    Driven session = asked(ONCE);
    assertEquals("answer with a line (yes; no, or no and why): ", prompt(session));

    enter(session, "session", "always", "edit");
    assertEquals(List.of(), answers(session));
    assertTrue(prompt(asked(COMMAND)).contains("session"), prompt(asked(COMMAND)));
  }

  @Test
  void nothing_is_completed_that_nobody_sees() {
    Driven session = session();
    session.give(new Input.FilesListed(List.of("src/app.py")));
    enter(session, "see @app");

    assertEquals(List.of(new Request.Prompt("see @app", List.of())), requests(session));
  }

  @Test
  void a_message_while_something_runs_is_said_to_wait() {
    Driven session = enter(session(), "go", "and then");

    assertEquals(List.of("and then"), session.state().composer().queue());
    assertTrue(session.printed().getLast().contains("waits"), session.printed()::toString);
  }

  @Test
  void a_line_ended_by_a_backslash_goes_on_in_the_next() {
    Driven session = enter(session(), "one\\", "two");

    assertEquals(List.of(new Request.Prompt("one\ntwo", List.of())), requests(session));
  }

  @Test
  void a_plan_is_asked_about_in_words_and_carried_out() {
    Driven session = enter(session(), "/mode plan", "plan it").ended(ExitCode.DONE);
    assertTrue(prompt(session).startsWith("carry out the plan?"), prompt(session));

    enter(session, "yes");
    assertEquals(Mode.ACCEPT_EDITS, session.state().facts().mode());
    assertFalse(requests(session).contains(new Request.Prompt("yes", List.of())));
  }

  @Test
  void one_of_a_list_is_named_by_its_number_or_its_name() {
    Choices choices =
        new Choices(
            "model",
            List.of(
                new Choices.Choice("devstral-small", "", new Request.UseModel("devstral-small")),
                new Choices.Choice("devstral", "", new Request.UseModel("devstral"))));
    Driven session = session().give(new Input.Offered(choices)).after(READ);
    enter(session, "stral");
    assertTrue(session.printed().getLast().contains("several"), session.printed()::toString);
    enter(session, "devstral");
    assertEquals(List.of(new Request.UseModel("devstral")), requests(session));

    Driven second = enter(session().give(new Input.Offered(choices)).after(READ), "1");
    assertEquals(List.of(new Request.UseModel("devstral-small")), requests(second));
  }

  @Test
  void what_was_not_sent_is_told_and_does_not_begin_the_next_line() {
    Driven session = enter(session(), "go", "and then").ended(ExitCode.INTERRUPTED);
    assertEquals("not sent: and then", session.printed().getLast());
    session.give(new Input.GivenBack("an old prompt"));
    assertEquals("the prompt was: an old prompt", session.printed().getLast());

    enter(session, "next");
    assertEquals(new Request.Prompt("next", List.of()), requests(session).getLast());
  }
}
