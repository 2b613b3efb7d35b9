package dev.vibe.repl.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.approval.Mode;
import dev.vibe.problem.ExitCode;
import dev.vibe.repl.key.Key.Name;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A plan that was made and can be accepted, edited or left. */
class PlanTest {

  private static Driven planned() {
    Driven session = Driven.connected(80, 24);
    session.press(Name.SHIFT_TAB, Name.SHIFT_TAB, Name.SHIFT_TAB);
    return session.send("plan it").ended(ExitCode.DONE);
  }

  @Test
  void a_message_that_begins_like_an_answer_is_none() {
    Driven session = planned().type("yes, but only the tests").press(Name.ENTER);

    assertTrue(session.asked().contains(new Request.Prompt("yes, but only the tests", List.of())));
    assertEquals(Mode.PLAN, session.state().facts().mode());
    assertInstanceOf(Dialog.None.class, session.state().dialog());
  }

  @Test
  void a_plan_can_be_edited_before_it_is_accepted() {
    Driven session = planned().type("e").press(Name.ENTER);
    assertEquals(
        List.of(new Action.EditOutside("the answer")), session.all(Action.EditOutside.class));

    session.give(new Input.EditedOutside("my plan\n")).type("a").press(Name.ENTER);
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
}
