package dev.vibe.repl.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.approval.Answer;
import dev.vibe.approval.Question;
import dev.vibe.approval.Question.Lasting;
import dev.vibe.conversation.Usage;
import dev.vibe.effect.Effect;
import dev.vibe.repl.key.Key.Name;
import dev.vibe.text.UnifiedDiff;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Questions of a command that the person gave, who needs no reason and knows what it is about. */
class OwnCommandsTest {

  private static final Question UNDO =
      new Question(
              "undo this",
              List.of(
                  new Effect.Write("a", UnifiedDiff.between("a", "new\n", "old\n")),
                  new Effect.Delete("b")),
              "files are replaced",
              Lasting.ONCE,
              "")
          .ofPerson();

  private static final Question COMMIT =
      new Question(
              "commit 2 files +8 -1 to main",
              List.of(new Effect.Commit("Say it", List.of("a", "b"))),
              "you asked",
              Lasting.ONCE,
              "Say it")
          .ofPerson();

  private static Driven asked(String command, Question question) {
    Driven session = Driven.connected(80, 24).type(command).press(Name.ESCAPE, Name.ENTER);
    return session.give(new Input.Asked(question)).after(Duration.ofSeconds(1));
  }

  private static List<Answer> answers(Driven session) {
    return session.all(Action.Reply.class).stream().map(Action.Reply::answer).toList();
  }

  @Test
  void an_undo_tells_what_goes_and_shows_the_lines_on_demand() {
    Driven session = asked("/undo", UNDO);
    assertTrue(session.screen().contains("│ writes a  +1 -1\n  │ deletes b\n"), session.screen());
    assertFalse(session.screen().contains("-new"), session.screen());
    assertTrue(
        session.screen().contains("y yes · n no · Enter no · v its lines:"), session.screen());

    session.type("v");
    assertTrue(session.printed().contains("  │ 1 -new"), session.printed()::toString);
    assertEquals(List.of(), answers(session));
    session.after(Duration.ofSeconds(1)).type("y");
    assertEquals(List.of(new Answer.Yes()), answers(session));
  }

  @Test
  void a_no_asks_for_no_reason_and_takes_nothing_that_is_typed_next() {
    Driven session = asked("/undo", UNDO).type("n");
    assertEquals(List.of(new Answer.No("")), answers(session));

    session.give(new Input.Finished(List.of())).type("/status").press(Name.ESCAPE, Name.ENTER);
    assertTrue(session.printed().contains("> /status"), session.printed()::toString);
  }

  @Test
  void its_clock_leaves_out_the_time_of_the_person() {
    Driven session = asked("/undo", UNDO).after(Duration.ofMinutes(3));
    assertFalse(session.screen().contains("undoing"), session.screen());

    session.type("y").after(Duration.ofSeconds(2));
    assertTrue(session.screen().contains("undoing · 2 s"), session.screen());
  }

  @Test
  void the_message_of_a_commit_can_be_changed_but_not_to_nothing() {
    Driven session = asked("/commit Say it", COMMIT).type("e");
    assertEquals("Say it", session.all(Action.EditOutside.class).getFirst().text());

    session.give(new Input.EditedOutside(" \n"));
    assertInstanceOf(Dialog.Asking.class, session.state().dialog());
    session.give(new Input.EditedOutside("Say more"));
    assertEquals(List.of(new Answer.WriteInstead("Say more")), answers(session));
  }

  @Test
  void what_the_model_is_asked_beside_the_runs_is_counted() {
    Driven session = Driven.connected(80, 24).give(new Input.Used(new Usage(40, 2, 0), 0.5));

    assertEquals(42, session.state().spent().total().totalTokens());
    assertEquals(0.5, session.state().spent().costUsd());
  }

  @Test
  void a_line_can_ask_for_the_lines() {
    Driven session =
        new Driven(80, Integer.MAX_VALUE)
            .give(new Input.Connected(new Facts.Connection("devstral", "http://x/v1", "id")));
    session.give(new Input.Entered("/undo")).give(new Input.Asked(UNDO));
    session.after(Duration.ofSeconds(1)).give(new Input.Entered("lines"));
    assertTrue(session.printed().contains("  │ 1 -new"), session.printed()::toString);
    session.after(Duration.ofSeconds(1)).give(new Input.Entered("no"));

    assertEquals(List.of(new Answer.No("")), answers(session));
  }
}
