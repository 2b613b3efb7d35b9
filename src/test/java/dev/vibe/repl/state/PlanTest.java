package dev.vibe.repl.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.approval.Mode;
import dev.vibe.repl.key.Key.Name;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A plan that was made and can be accepted, edited or left. */
class PlanTest {

  private static final Duration READ = Duration.ofMillis(500);

  private static Driven planned() {
    return planning().answered("1. write it\n2. test it");
  }

  private static Driven planning() {
    return Driven.connected(80, 24).press(Name.SHIFT_TAB, Name.SHIFT_TAB).send("plan it");
  }

  @Test
  void all_letters_are_messages() {
    for (String message : List.of("y", "a", "e", "n", "yes, but only the tests")) {
      Driven session = planned().after(READ).type(message).press(Name.ENTER);

      assertTrue(session.asked().contains(new Request.Prompt(message, List.of())), message);
      assertEquals(Mode.PLAN, session.state().facts().mode());
      assertInstanceOf(Dialog.None.class, session.state().dialog());
    }
  }

  @Test
  void a_plan_that_is_accepted_switches_the_mode_and_starts() {
    Driven session = planned();
    assertTrue(
        session.screen().contains("The plan is ready. Ctrl-Y: carry it out"), session.screen());
    session.press(Name.YANK).after(READ);
    assertTrue(
        session.screen().contains("→ carry it out       edits run unasked"), session.screen());
    assertTrue(
        session.screen().contains("  carry it out, ask  asks before each edit"), session.screen());

    session.press(Name.ENTER);
    assertEquals(Mode.ACCEPT_EDITS, session.state().facts().mode());
    assertTrue(session.asked().contains(new Request.Prompt("Carry out the plan.", List.of())));
  }

  @Test
  void a_plan_can_be_edited_before_it_is_accepted() {
    Driven session = planned().press(Name.YANK).after(READ).type("3").press(Name.ENTER);
    assertEquals(
        List.of(new Action.EditOutside("1. write it\n2. test it", "plan.md")),
        session.all(Action.EditOutside.class));

    session.give(new Input.EditedOutside("my plan\n"));
    session.press(Name.YANK).after(READ).press(Name.DOWN, Name.ENTER);
    assertTrue(
        session.asked().contains(new Request.Prompt("Carry out this plan:\n\nmy plan", List.of())));
    assertEquals(Mode.ASK, session.state().facts().mode());
  }

  @Test
  void a_plan_can_be_left() {
    Driven session = planned().press(Name.ESCAPE);

    assertInstanceOf(Dialog.None.class, session.state().dialog());
    assertEquals(Mode.PLAN, session.state().facts().mode());
  }

  @Test
  void the_list_can_be_closed_and_opened_again() {
    Driven session = planned().press(Name.YANK, Name.ESCAPE);

    assertInstanceOf(Dialog.PlanReady.class, session.state().dialog());
    assertInstanceOf(Dialog.Picker.class, session.press(Name.YANK).state().dialog());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Should I use tabs or spaces?",
        "I have read it.\n\n**Which of them is meant?** Tell me.",
        "タブですか？",
        "  "
      })
  void an_answer_that_asks_is_no_plan(String answer) {
    assertInstanceOf(Dialog.None.class, planning().answered(answer).state().dialog());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1. rename a?b to ab\n2. test it",
        "Why does it fail? The lock is held too long.\n\n1. release it earlier",
        "Fetch /search?q=1 twice."
      })
  void a_question_mark_elsewhere_is_part_of_a_plan(String answer) {
    assertInstanceOf(Dialog.PlanReady.class, planning().answered(answer).state().dialog());
  }
}
