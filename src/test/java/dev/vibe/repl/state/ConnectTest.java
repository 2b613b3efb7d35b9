package dev.vibe.repl.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.problem.ExitCode;
import dev.vibe.repl.key.Key.Name;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A session that has no model yet. */
class ConnectTest {

  private static final Facts.Connection CONNECTION =
      new Facts.Connection("devstral", "http://x/v1", "id");

  private static Driven absent() {
    return new Driven(90, 24).give(new Input.NoModelYet());
  }

  @Test
  void it_stays_looks_again_by_itself_and_sends_what_waits() {
    Driven session = absent().type("go").press(Name.ENTER);
    assertTrue(session.screen().contains("next: go"), session.screen());
    assertTrue(
        session.screen().contains("waiting for a model · Enter tries now · /model"),
        session.screen());
    assertEquals(List.of(), session.asked());

    session.after(Duration.ofSeconds(4));
    assertEquals(List.of(new Request.Connect()), session.asked());
    session.give(new Input.NoModelYet()).after(Duration.ofSeconds(4));
    session.give(new Input.Connected(CONNECTION));
    assertEquals(new Request.Prompt("go", List.of()), session.asked().getLast());
  }

  @Test
  void enter_looks_at_once_and_only_once() {
    Driven session = absent().press(Name.ENTER, Name.ENTER);

    assertEquals(List.of(new Request.Connect()), session.asked());
    assertTrue(session.screen().contains("looking for a model…"), session.screen());
  }

  @Test
  void another_model_can_be_taken_and_a_failure_leaves_it_waiting() {
    Driven session = absent().type("/model other").press(Name.ESCAPE, Name.ENTER);
    assertEquals(new Request.UseModel("other"), session.asked().getLast());

    session.give(new Input.Finished(List.of()));
    assertTrue(session.screen().contains("waiting for a model"), session.screen());
    session.type("/model third").press(Name.ESCAPE, Name.ENTER);
    session.give(new Input.Connected(CONNECTION)).give(new Input.Finished(List.of()));
    assertTrue(session.screen().contains("devstral"), session.screen());
  }

  @Test
  void a_first_start_offers_to_set_one_up_or_to_leave() {
    Choices choices =
        new Choices(
            "no model yet",
            List.of(
                new Choices.Choice("set one up", "", new Request.SetUp()),
                new Choices.Choice("leave", "", new Choices.Outcome.Gone(ExitCode.USAGE))));
    Driven session = absent().give(new Input.Offered(choices)).after(Duration.ofSeconds(1));
    session.press(Name.ENTER);
    assertEquals(new Request.SetUp(), session.asked().getLast());

    Driven other = absent().give(new Input.Offered(choices)).after(Duration.ofSeconds(1));
    other.press(Name.DOWN, Name.ENTER);
    assertEquals(List.of(new Action.Leave(ExitCode.USAGE)), other.all(Action.Leave.class));
  }
}
