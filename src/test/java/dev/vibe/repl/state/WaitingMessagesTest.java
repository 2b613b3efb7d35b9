package dev.vibe.repl.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.problem.ExitCode;
import dev.vibe.repl.key.Key.Name;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages that wait for the run to end. */
class WaitingMessagesTest {

  private static Driven queued() {
    return Driven.running()
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
  void two_that_are_changed_one_after_the_other_keep_their_places() {
    Driven session = queued().press(Name.UP).type("!").press(Name.UP).type("?").press(Name.ENTER);
    assertEquals(List.of("one", "two?", "three!"), session.state().composer().queue());

    session.press(Name.UP, Name.UP, Name.KILL_TO_START, Name.DOWN).type("!").press(Name.ENTER);
    assertEquals(List.of("one", "three!!"), session.state().composer().queue());
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

    assertTrue(session.asked().contains(new Request.Steer("one")));
    assertEquals(List.of("two", "three"), session.state().composer().queue());
  }

  @Test
  void what_waits_says_until_when_and_goes_into_the_run_with_one_key() {
    Driven session = queued();
    assertTrue(
        session.screen().contains("  next: three\n  after the run · Ctrl-X: now · Up: change it"),
        session.screen());

    session.press(Name.STEER);
    assertEquals(new Request.Steer("one"), session.asked().getLast());
    assertEquals(List.of("two", "three"), session.state().composer().queue());
  }

  @Test
  void nothing_is_sent_while_a_message_is_changed() {
    Driven session = queued().press(Name.UP).ended(ExitCode.DONE);
    assertEquals(3, session.state().composer().queue().size());

    session.press(Name.ESCAPE);
    assertTrue(session.asked().contains(new Request.Prompt("one", List.of())));
  }
}
