package dev.vibe.repl.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.Message;
import dev.vibe.event.Event;
import dev.vibe.problem.ExitCode;
import dev.vibe.repl.key.Key.Name;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said into a run while it goes on. */
class SteeringTest {

  @Test
  void what_is_said_into_a_run_waits_until_the_model_hears_it() {
    Driven session = Driven.running().type("use tabs").press(Name.STEER);
    assertTrue(session.asked().contains(new Request.Steer("use tabs")));
    assertTrue(session.screen().contains("now: use tabs"), session.screen());

    session.event(new Event.UserSaid(Message.User.text("use tabs")));
    assertFalse(session.screen().contains("now:"), session.screen());
    session.ended(ExitCode.DONE);
    assertFalse(session.asked().contains(new Request.Prompt("use tabs", List.of())));
  }

  @Test
  void what_the_run_did_not_hear_is_the_next_prompt() {
    Driven session = Driven.running().type("later").press(Name.ENTER).type("now").press(Name.STEER);
    session.ended(ExitCode.DONE);

    assertTrue(session.asked().contains(new Request.Prompt("now", List.of())));
    assertEquals(List.of("later"), session.state().composer().queue());
  }

  @Test
  void what_an_interrupted_run_did_not_hear_goes_back_to_the_editor() {
    Driven session = Driven.running().type("now").press(Name.STEER, Name.ESCAPE);
    session.type("more").press(Name.STEER).ended(ExitCode.INTERRUPTED);

    assertEquals("now\nmore", session.state().composer().editor().text());
  }

  @Test
  void without_a_run_it_is_a_prompt() {
    Driven session = Driven.connected(80, 24).type("hello").press(Name.STEER);

    assertEquals(List.of(new Request.Prompt("hello", List.of())), session.asked());
  }
}
