package dev.vibe.repl.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.approval.Mode;
import dev.vibe.conversation.Usage;
import dev.vibe.event.Event;
import dev.vibe.event.RunResult;
import dev.vibe.problem.ExitCode;
import dev.vibe.repl.key.Key.Name;
import dev.vibe.repl.live.LiveView;
import dev.vibe.text.Palette.Role;
import dev.vibe.view.Line;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said where it is needed, and no more. */
class HintsTest {

  private static Driven ran(Driven session, List<String> changed, List<String> commits) {
    Usage usage = new Usage(41_000, 2_000, 0);
    session.event(new Event.UsageReported(usage, usage, 0));
    return session.event(
        new Event.RunEnded(
            new RunResult(
                new RunResult.Ending.Well(),
                "done",
                "id",
                "devstral",
                "http://x/v1",
                1,
                usage,
                0,
                Duration.ofSeconds(1),
                changed,
                commits,
                List.of())));
  }

  private static List<String> farewell(Driven session) {
    return Parting.farewell(session.state()).stream().map(Line::text).toList();
  }

  @Test
  void what_enter_does_is_said_while_something_is_typed_into_a_run() {
    Driven session = Driven.running();
    assertFalse(session.screen().contains("Ctrl-X now"), session.screen());
    session.type("x");
    assertTrue(session.screen().contains("Enter after the run · Ctrl-X now"), session.screen());

    session.ended(ExitCode.DONE);
    assertFalse(session.screen().contains("Ctrl-X now"), session.screen());
  }

  @Test
  void how_a_change_is_taken_back_is_said_once() {
    Driven session = Driven.running();
    ran(session, List.of("a"), List.of());
    assertEquals("/undo takes it back", session.printed().getLast());
    ran(session.send("more"), List.of("b"), List.of());

    assertEquals(1, session.printed().stream().filter("/undo takes it back"::equals).count());
  }

  @Test
  void what_was_taken_back_is_not_left_behind() {
    Driven session = Driven.running();
    ran(session, List.of("a", "b"), List.of());
    session.give(new Input.RepositorySeen(new Facts.Repository("main", 1, "")));
    assertTrue(
        farewell(session).getFirst().startsWith("1 file changed"), farewell(session)::toString);

    session.give(new Input.RepositorySeen(new Facts.Repository("main", 0, "")));
    assertEquals(List.of("41k tokens in, 2.0k out · vibe -c goes on here"), farewell(session));
  }

  @Test
  void the_last_line_tells_what_is_not_committed_and_how_to_go_on() {
    Driven session = Driven.running();
    assertEquals(List.of(), farewell(session));
    ran(session, List.of("a", "b"), List.of());
    assertEquals(
        List.of("2 files changed, not committed · 41k tokens in, 2.0k out · vibe -c goes on here"),
        farewell(session));

    session.send("commit").event(new Event.Committed("0123456789", "Say", List.of("a", "b")));
    ran(session, List.of("a", "b"), List.of("0123456789"));
    assertEquals(List.of("82k tokens in, 4.0k out · vibe -c goes on here"), farewell(session));
  }

  @Test
  void a_server_that_counts_no_tokens_leaves_the_rest_to_be_told() {
    Driven session = Driven.running();
    session.event(
        new Event.RunEnded(
            new RunResult(
                new RunResult.Ending.Well(),
                "done",
                "id",
                "devstral",
                "http://x/v1",
                1,
                Usage.NONE,
                0,
                Duration.ofSeconds(1),
                List.of("a"),
                List.of(),
                List.of())));

    assertEquals(
        List.of("1 file changed, not committed · vibe -c goes on here"), farewell(session));
  }

  @Test
  void control_d_in_a_run_asks_once_more() {
    Driven session = Driven.running().press(Name.END_OF_INPUT);
    assertEquals(List.of(), session.all(Action.Leave.class));
    assertEquals(List.of(), session.all(Action.Stop.class));
    assertTrue(session.screen().contains("Ctrl-D or Ctrl-C again leaves"), session.screen());

    session.press(Name.END_OF_INPUT);
    assertEquals(List.of(new Action.Leave(ExitCode.DONE)), session.all(Action.Leave.class));
  }

  @Test
  void a_window_that_is_nearly_full_stands_out_and_names_what_makes_room() {
    Driven session = Driven.connected(80, 24).give(new Input.WindowSeen(50_000));
    ran(session.send("go"), List.of(), List.of());
    Line status = LiveView.of(session.state(), session.now()).lines().getLast();

    assertTrue(status.text().contains("86% of 50k, /compact or /clear makes room"), status::text);
    assertTrue(
        status.spans().stream()
            .anyMatch(span -> span.role() == Role.WARNING && span.text().contains("86%")));
  }

  @Test
  void a_compaction_is_one_line_and_the_window_is_emptier_from_then_on() {
    Driven session = Driven.connected(80, 24).give(new Input.WindowSeen(50_000));
    ran(session.send("go"), List.of(), List.of());
    session.event(
        new Event.Compacted(
            3,
            "text",
            "sum",
            new Event.Compacted.Size(43_000, 12_000),
            Event.Compacted.Reason.ASKED));
    Line status = LiveView.of(session.state(), session.now()).lines().getLast();

    assertTrue(
        session.printed().contains("the conversation was compacted from 43k to 12k tokens"),
        session.printed()::toString);
    assertTrue(status.text().contains("24% of 50k"), status::text);
  }

  @Test
  void what_the_server_has_read_is_what_goes_on() {
    Driven session = Driven.running();
    session.event(Event.Progressed.reading("waiting for the model", 41_000, 57_000));

    assertTrue(session.screen().contains("reading 41k of 57k tokens"), session.screen());
  }

  @Test
  void the_first_line_tells_what_answers_and_what_it_may_do() {
    Facts facts =
        new Facts(
            new Facts.Place("1.0", "~/work"),
            new Facts.Connection(
                "devstral", "http://127.0.0.1:8000/v1", "id", List.of("AGENTS.md")),
            Mode.ASK,
            131_072,
            Facts.Repository.NONE);

    assertEquals(
        "devstral at 127.0.0.1:8000/v1 · 131k window · AGENTS.md read · ask: asks before edits,"
            + " commits and most commands",
        Parting.greeting(facts).text());
  }
}
