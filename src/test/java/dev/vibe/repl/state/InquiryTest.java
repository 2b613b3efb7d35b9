package dev.vibe.repl.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.event.Inquiry;
import dev.vibe.repl.key.Key.Name;
import dev.vibe.view.ScreenSize;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the model wants to know. */
class InquiryTest {

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private static Driven inquired(Driven session) {
    return session
        .give(new Input.Inquired(new Inquiry("Which one?\nOf these.", List.of("red", "blue"))))
        .after(PAUSE);
  }

  private static List<Optional<String>> told(Driven session) {
    return session.all(Action.Tell.class).stream().map(Action.Tell::answer).toList();
  }

  @ParameterizedTest
  @CsvSource({"2, blue", "3, 3", "10, 10", "neither, neither", "'  1 ', red", "/help, /help"})
  void a_number_picks_and_all_else_is_what_was_meant(String typed, String answer) {
    Driven session = inquired(Driven.running());
    List<String> shown = session.printed();
    assertTrue(
        shown.containsAll(List.of("Which one?", "Of these.", "  1  red", "  2  blue")),
        shown::toString);
    assertTrue(session.screen().contains("a number picks"), session::screen);

    session.type(typed);
    if (session.state().composer().menu().isOpen()) {
      session.press(Name.ESCAPE);
    }
    session.press(Name.ENTER);
    assertEquals(List.of(Optional.of(answer)), told(session));
    assertTrue(session.printed().contains("> " + answer), () -> session.printed().toString());
    assertInstanceOf(Dialog.None.class, session.state().dialog());
    assertEquals("", session.state().composer().editor().text());
    assertEquals(List.of(), session.state().composer().queue());
  }

  @Test
  void an_empty_line_answers_nothing_and_escape_says_so() {
    Driven session = inquired(Driven.running()).press(Name.ENTER);
    assertEquals(List.of(), told(session));
    session.press(Name.ESCAPE);
    assertEquals(List.of(Optional.empty()), told(session));
    assertEquals(List.of(), session.all(Action.Stop.class));
  }

  @Test
  void what_was_typed_before_comes_back_and_is_no_answer() {
    Driven session = Driven.running().type("then the tes");
    session.give(new Input.Inquired(new Inquiry("Which one?", List.of())));
    session.press(Name.ENTER);
    assertEquals(List.of(), told(session), "nobody saw the question");
    assertEquals(List.of("then the tes"), session.state().composer().queue());

    session.type("and more").after(Duration.ofSeconds(3)).type("mine").press(Name.ENTER);
    assertEquals(List.of(Optional.of("mine")), told(session));
    assertEquals("and more", session.state().composer().editor().text());
  }

  @Test
  void keys_that_open_something_else_leave_the_question_open() {
    Driven session = inquired(Driven.running()).press(Name.SEARCH, Name.OPEN_OUTPUT);
    session.type("red").press(Name.ENTER);
    assertEquals(List.of(Optional.of("red")), told(session));
  }

  @Test
  void an_interrupt_ends_the_run_and_with_it_the_question() {
    Driven session = inquired(Driven.running()).press(Name.INTERRUPT);
    assertEquals(1, session.all(Action.Stop.class).size());
    session.give(new Input.Withdrawn());
    assertInstanceOf(Dialog.None.class, session.state().dialog());
    assertEquals(List.of(), told(session));
  }

  @Test
  void one_that_nobody_saw_yet_can_be_withdrawn() {
    Driven session = Driven.running().type("some");
    session.give(new Input.Inquired(new Inquiry("Which one?", List.of())));
    session.give(new Input.Withdrawn()).after(PAUSE);
    assertFalse(session.printed().contains("Which one?"));
    assertEquals("some", session.state().composer().editor().text());
  }

  @Test
  void a_screen_of_lines_takes_the_next_line() {
    Driven lines = inquired(Driven.connected(ScreenSize.ENDLESS, 24).send("go"));
    lines.give(new Input.Entered(" 1 "));
    assertEquals(List.of(Optional.of("red")), told(lines));
    inquired(lines).give(new Input.Entered(""));
    assertEquals(Optional.empty(), told(lines).getLast());
  }
}
