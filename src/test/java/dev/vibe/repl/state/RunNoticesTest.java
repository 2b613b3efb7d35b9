package dev.vibe.repl.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.event.Event;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.repl.key.Key.Name;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told by the way: tries, notices, the bell. */
class RunNoticesTest {

  @Test
  void another_try_tells_why_and_counts_down_and_how_to_end_it() {
    Problem reason =
        new Problem(ProblemCode.SERVER_BUSY, "the server is busy", "503: try later", "wait");
    Driven session = Driven.running();
    session.event(new Event.RetryScheduled(1, Duration.ofSeconds(9), reason, true));

    assertTrue(
        session
            .printed()
            .contains("try 2 in 9.0 s, Esc ends it: the server is busy (503: try later)"),
        session.printed()::toString);
    session.after(Duration.ofSeconds(4));
    assertTrue(session.screen().contains("trying again in 5 s"), session.screen());
    session.after(Duration.ofSeconds(5));
    assertTrue(session.screen().contains("waiting for the model"), session.screen());
    session.press(Name.ESCAPE);
    assertEquals(1, session.all(Action.Stop.class).size());
  }

  @Test
  void a_change_of_model_is_told_by_its_notice_alone() {
    Driven session = Driven.running();
    int before = session.printed().size();
    Problem reason = new Problem(ProblemCode.MODEL_SWITCHED, "going from a to b", "", "");
    session.event(new Event.RetryScheduled(1, Duration.ZERO, reason, true));

    assertEquals(before, session.printed().size());
  }

  @Test
  void only_a_long_run_that_nobody_looks_at_rings() {
    Duration longRun = Duration.ofSeconds(11);
    assertEquals(List.of(), Driven.running().ended(longRun).all(Action.Ring.class));
    assertEquals(
        List.of(),
        Driven.running().press(Name.FOCUS_OUT).ended(Duration.ofSeconds(9)).all(Action.Ring.class));
    assertEquals(
        List.of(),
        Driven.running()
            .press(Name.FOCUS_OUT, Name.FOCUS_IN)
            .ended(longRun)
            .all(Action.Ring.class));
    assertEquals(
        List.of(new Action.Ring()),
        Driven.running().press(Name.FOCUS_OUT).ended(longRun).all(Action.Ring.class));
  }

  @Test
  void a_lost_cache_of_the_server_is_nothing_to_interrupt_a_reader_for() {
    Driven session = Driven.running();
    int before = session.printed().size();
    session.event(Event.NoticeRaised.of(new Problem(ProblemCode.PREFIX_BREAK, "lost", "why", "")));
    assertEquals(before, session.printed().size());

    session.event(Event.NoticeRaised.of(new Problem(ProblemCode.IO, "lost", "why", "")));
    assertTrue(session.printed().contains("vibe: lost  [io]"), session.printed()::toString);
  }

  @Test
  void a_notice_is_broken_between_words() {
    Driven session = Driven.connected(40, 24).send("go");
    String cause = "words that are many more than there is room for in one row of it";
    session.event(Event.NoticeRaised.of(new Problem(ProblemCode.IO, "it is so", cause, "")));

    assertTrue(
        session.printed().stream().allMatch(line -> line.length() < 40),
        session.printed()::toString);
    assertTrue(
        session.printed().contains("  cause: words that are many more than"),
        session.printed()::toString);
  }

  @Test
  void a_command_of_the_users_own_stands_before_its_output() {
    Driven session = Driven.connected(80, 24).type("!ls -a").press(Name.ENTER);

    assertEquals("> !ls -a", session.printed().getLast());
  }
}
