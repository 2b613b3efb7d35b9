package dev.vibe.repl.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.approval.Mode;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.Reasoning;
import dev.vibe.conversation.Usage;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.repl.key.Key.Name;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlashCommandsTest {

  private static Driven session() {
    return Driven.connected(80, 24);
  }

  private static Request asked(Driven session) {
    return session.all(Action.Ask.class).getLast().request();
  }

  private static Driven run(String line) {
    return session().type(line).press(Name.ESCAPE, Name.ENTER);
  }

  @Test
  void each_command_asks_for_its_request() {
    assertEquals(new Request.UseModel(""), asked(run("/model")));
    assertEquals(new Request.UseModel("small"), asked(run("/model small")));
    assertEquals(new Request.Resume(""), asked(run("/resume")));
    assertEquals(new Request.OfferPrompts(), asked(run("/rewind")));
    assertEquals(new Request.Undo(0), asked(run("/undo")));
    assertEquals(new Request.Undo(3), asked(run("/undo 3")));
    assertEquals(new Request.Redo(), asked(run("/redo")));
    assertEquals(new Request.CheckUp(Request.CheckUp.Reach.HERE), asked(run("/doctor")));
    assertEquals(
        new Request.CheckUp(Request.CheckUp.Reach.ENDPOINT), asked(run("/doctor endpoint")));
    assertEquals(new Request.ShowPermissions(Mode.ASK), asked(run("/permissions")));
    assertEquals(new Request.ShowContext(), asked(run("/context")));
    assertEquals(new Request.Compact(""), asked(run("/compact")));
    assertEquals(new Request.Compact("the API"), asked(run("/compact the API")));
    assertEquals(new Request.Commit("Say it"), asked(run("/commit Say it")));
    assertEquals(new Request.Commit(""), asked(run("/commit")));
    assertEquals(new Request.ShowDiff(Request.ShowDiff.Changes.SESSION), asked(run("/diff")));
    assertEquals(
        new Request.ShowDiff(Request.ShowDiff.Changes.UNCOMMITTED), asked(run("/diff all")));
  }

  @Test
  void a_plan_that_is_asked_for_is_printed_once() {
    Driven session = run("/plan make it short");
    session.event(new Event.UserSaid(Message.User.text("make it short")));

    assertEquals(
        List.of("mode plan: only reads; nothing is changed", "", "> make it short"),
        session.printed());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/undo all", "/undo 0", "/doctor please", "/rename", "/mode wild", "/diff some"})
  void an_argument_that_makes_no_sense_is_told(String line) {
    Driven session = run(line);

    assertEquals(List.of(), session.all(Action.Ask.class));
    assertEquals(3, session.printed().size(), session.printed()::toString);
  }

  @ParameterizedTest
  @CsvSource({"/rewnd, /rewind", "/modle, /model", "/undu, /undo"})
  void an_unknown_command_gets_the_nearest_name(String typed, String meant) {
    assertTrue(run(typed).printed().toString().contains("did you mean " + meant + "?"));
  }

  @Test
  void a_command_that_asks_waits_for_no_run() {
    Driven session = session().send("work").type("/undo").press(Name.ESCAPE, Name.ENTER);

    assertTrue(
        session.printed().contains("not while something runs; Esc ends it"),
        session.printed()::toString);
  }

  @Test
  void a_command_behind_a_short_request_waits_for_its_end() {
    Driven session = session().type("/undo").press(Name.ESCAPE, Name.ENTER);
    session.type("/redo").press(Name.ESCAPE, Name.ENTER);
    assertEquals(1, session.all(Action.Ask.class).size());

    session.give(new Input.Finished(List.of()));
    assertEquals(
        List.of(new Action.Ask(new Request.Undo(0)), new Action.Ask(new Request.Redo())),
        session.all(Action.Ask.class));
  }

  @Test
  void a_command_that_comes_before_the_model_waits_for_it() {
    Driven session = new Driven(80, 24).type("/resume").press(Name.ESCAPE, Name.ENTER);
    assertEquals(List.of(), session.all(Action.Ask.class));
    session.give(new Input.Connected(new Facts.Connection("devstral", "http://x/v1", "id")));

    assertEquals(new Request.Resume(""), asked(session));
  }

  @Test
  void places_in_a_command_of_the_user_are_filled_once() {
    SlashCommand review =
        SlashCommand.custom("review", "", "Look at $1, not $2, of: $ARGUMENTS. $10");

    assertEquals(
        "Look at $ARGUMENTS, not b, of: $ARGUMENTS b. $10", review.expanded("$ARGUMENTS b"));
    assertEquals("Look at , not , of: . $10", review.expanded(""));
    assertEquals("Do it.\n\nnow", SlashCommand.custom("x", "", "Do it.").expanded("now"));
  }

  @Test
  void a_prompt_that_went_back_can_be_edited() {
    Driven session = session().give(new Input.GivenBack("first\nsecond"));

    assertEquals("first\nsecond", session.state().composer().editor().text());
  }

  @Test
  void another_conversation_shows_its_end_and_what_it_used() {
    List<Envelope> earlier = new ArrayList<>();
    for (int i = 1; i <= 7; i++) {
      add(earlier, new Event.UserSaid(Message.User.text("question " + i)));
      add(
          earlier,
          new Event.AssistantSaid(new Message.Assistant("answer " + i, Reasoning.NONE, List.of())));
      add(earlier, new Event.UsageReported(new Usage(100, 10, 0), new Usage(100, 10, 0), 0.5));
    }
    Driven session = session().give(new Input.Switched(earlier));

    assertTrue(session.printed().contains("… 2 earlier prompts …"), session.printed()::toString);
    assertTrue(session.printed().contains("> question 3"), session.printed()::toString);
    assertTrue(session.printed().contains("answer 7"), session.printed()::toString);
    assertEquals(110, session.state().spent().contextTokens());
    assertInstanceOf(Activity.Idle.class, session.state().activity());
  }

  private static void add(List<Envelope> events, Event event) {
    events.add(new Envelope(events.size() + 1, Instant.EPOCH, "id", 1, event));
  }
}
