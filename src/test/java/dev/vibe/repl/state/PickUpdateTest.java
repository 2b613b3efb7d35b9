package dev.vibe.repl.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.repl.key.Key.Name;
import dev.vibe.repl.live.LiveView;
import dev.vibe.repl.state.Choices.Choice;
import dev.vibe.view.ScreenSize;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PickUpdateTest {

  private static final Choices SESSIONS =
      new Choices(
          "earlier conversation",
          List.of(
              new Choice("fix the parser", "1 hour ago", new Request.Resume("a")),
              new Choice("write docs", "2 days ago", new Request.Resume("b")),
              new Choice("fix the build", "3 days ago", new Request.Resume("c"))));

  private static final Duration READ = Duration.ofMillis(500);

  private static Driven offered() {
    return Driven.connected(60, 24).give(new Input.Offered(SESSIONS)).after(READ);
  }

  private static Request picked(Driven session) {
    return session.all(Action.Ask.class).getLast().request();
  }

  private static String screen(Driven session) {
    StringBuilder text = new StringBuilder();
    LiveView.of(session.state(), session.now())
        .lines()
        .forEach(line -> text.append(line.text()).append('\n'));
    return text.toString();
  }

  @Test
  void arrows_move_and_enter_picks() {
    Driven session = offered().press(Name.DOWN, Name.DOWN, Name.UP, Name.ENTER);

    assertEquals(new Request.Resume("b"), picked(session));
    assertInstanceOf(Dialog.None.class, session.state().dialog());
  }

  @Test
  void up_from_the_first_is_the_last() {
    assertEquals(new Request.Resume("c"), picked(offered().press(Name.UP, Name.ENTER)));
  }

  @Test
  void typing_narrows_the_list() {
    Driven session = offered().type("build");

    assertTrue(screen(session).contains("fix the build"), screen(session));
    assertFalse(screen(session).contains("write docs"), screen(session));
    assertEquals(new Request.Resume("c"), picked(session.press(Name.ENTER)));
  }

  @Test
  void a_number_names_a_line() {
    assertEquals(new Request.Resume("b"), picked(offered().type("2").press(Name.ENTER)));
  }

  @Test
  void nothing_that_fits_picks_nothing() {
    Driven session = offered().type("zzz").press(Name.ENTER);

    assertEquals(List.of(), session.all(Action.Ask.class));
    assertTrue(screen(session).contains("nothing like that"), screen(session));
  }

  @Test
  void a_list_waits_until_nobody_types_and_leaves_the_prompt_as_it_is() {
    Driven session = Driven.connected(80, 24).type("half").give(new Input.Offered(SESSIONS));
    assertTrue(
        session.screen().contains("waits: earlier conversation · opens when you pause · Tab: now"),
        session.screen());

    session.after(Duration.ofSeconds(1)).type("x").press(Name.ESCAPE);
    assertInstanceOf(Dialog.None.class, session.state().dialog());
    assertEquals("halfx", session.state().composer().editor().text());
    assertEquals(List.of(), session.all(Action.Ask.class));
  }

  @Test
  void what_is_typed_before_a_list_was_read_is_a_message_and_picks_nothing() {
    Driven session = Driven.connected(60, 24).give(new Input.Offered(SESSIONS));
    assertFalse(session.screen().contains("→"), session.screen());

    session.type("fix").after(Duration.ofSeconds(2)).type(" the build").press(Name.ENTER);
    assertEquals(new Request.Prompt("fix the build", List.of()), picked(session));
    assertInstanceOf(Dialog.None.class, session.state().dialog());
  }

  @Test
  void enter_picks_nothing_that_was_not_read() {
    Driven session = Driven.connected(60, 24).give(new Input.Offered(SESSIONS));

    assertEquals(List.of(), session.press(Name.ENTER).all(Action.Ask.class));
  }

  @Test
  void an_empty_offer_is_told() {
    Driven session =
        Driven.connected(60, 24).give(new Input.Offered(new Choices("model", List.of())));

    assertEquals(List.of("none: model"), session.printed());
    assertInstanceOf(Dialog.None.class, session.state().dialog());
  }

  @Test
  void without_a_screen_the_list_is_printed_and_an_empty_line_picks_nothing() {
    Driven session = Driven.connected(ScreenSize.ENDLESS, 24).give(new Input.Offered(SESSIONS));

    assertTrue(
        session.printed().contains("  2  write docs  (2 days ago)"), session.printed()::toString);
    session.after(READ).give(new Input.Entered(""));
    assertEquals(List.of(), session.all(Action.Ask.class));
    assertInstanceOf(Dialog.None.class, session.state().dialog());
  }

  /** As in {@code vibe --resume "what to do"}. */
  private static Driven promptAndOffer() {
    Driven session = new Driven(60, 24).type("do it").press(Name.ENTER);
    session.give(new Input.Offered(SESSIONS));
    session.give(new Input.Connected(new Facts.Connection("devstral", "http://x", "id")));
    return session.after(READ);
  }

  @Test
  void a_prompt_waits_for_the_session_that_is_picked_for_it() {
    Driven session = promptAndOffer();
    assertEquals(List.of(), session.all(Action.Ask.class));

    session.press(Name.ENTER);
    assertEquals(new Request.Resume("a"), picked(session));
    session.give(new Input.Switched(List.of())).give(new Input.Finished(List.of()));
    assertEquals(new Request.Prompt("do it", List.of()), picked(session));
  }

  @Test
  void a_prompt_goes_to_a_new_session_when_none_is_picked() {
    assertEquals(
        new Request.Prompt("do it", List.of()), picked(promptAndOffer().press(Name.ESCAPE)));
  }
}
