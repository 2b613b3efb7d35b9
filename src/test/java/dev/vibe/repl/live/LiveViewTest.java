package dev.vibe.repl.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.approval.Question;
import dev.vibe.effect.Effect;
import dev.vibe.event.Event;
import dev.vibe.repl.key.Key.Name;
import dev.vibe.repl.state.Driven;
import dev.vibe.repl.state.Input;
import dev.vibe.testkit.Gen;
import dev.vibe.view.Line;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveViewTest {

  private static Live live(Driven session) {
    return LiveView.of(session.state(), session.now());
  }

  private static List<String> texts(Driven session) {
    return live(session).lines().stream().map(Line::text).toList();
  }

  @Test
  void the_prompt_stands_above_the_status() {
    Driven session = Driven.connected(80, 24).type("hi");

    assertEquals(List.of("", "❯ hi", "  ask · devstral · /help"), texts(session));
    assertEquals(1, live(session).cursorRow());
    assertEquals(4, live(session).cursorColumn());
  }

  @Test
  void a_run_tells_what_goes_on_and_how_to_end_it() {
    Driven session = Driven.connected(80, 24).send("q").after(Duration.ofSeconds(3));
    session.event(new Event.TextDelta("x".repeat(400)));

    assertTrue(
        texts(session).stream()
            .anyMatch(l -> l.contains("writing · 3 s · ↑ 0 ↓ 100 · esc to interrupt")),
        texts(session).toString());
  }

  @Test
  void the_open_block_is_seen_and_waiting_messages_too() {
    Driven session = Driven.connected(80, 24).send("q");
    session.event(new Event.TextDelta("half a sen")).type("next").press(Name.ENTER);

    assertEquals("half a sen", texts(session).getFirst());
    assertTrue(texts(session).contains("  next: next"));
  }

  @Test
  void a_question_shows_its_choices() {
    Question question = new Question("run ls", List.of(new Effect.Run("ls", "/w")), "why");
    Driven session = Driven.connected(80, 24).send("q").give(new Input.Asked(question));
    session.after(Duration.ofMillis(500));

    assertTrue(
        texts(session)
            .contains("y once · s this command until you leave · n no, and why · Enter no"),
        texts(session).toString());
  }

  @Test
  void wide_characters_put_the_cursor_where_it_belongs() {
    assertEquals(6, live(Driven.connected(80, 24).type("漢字")).cursorColumn());
  }

  @Test
  void it_fits_every_screen() {
    Gen.forAll(
        "screens",
        150,
        random -> {
          int columns = 12 + random.nextInt(100);
          int rows = 4 + random.nextInt(40);
          Driven session = Driven.connected(columns, rows).send("q");
          session.event(new Event.TextDelta("word ".repeat(random.nextInt(300))));
          for (int i = random.nextInt(5); i > 0; i--) {
            session.type("m" + i).press(Name.ENTER);
          }
          session.type("漢 text ".repeat(random.nextInt(60)));
          if (random.nextBoolean()) {
            session.press(Name.NEWLINE).type("/").press(Name.HOME);
          }
          Live live = live(session);
          assertTrue(live.lines().size() <= rows, live.lines().size() + " of " + rows);
          assertTrue(live.lines().stream().allMatch(line -> line.width() < columns));
          assertTrue(live.cursorRow() >= 0 && live.cursorRow() < live.lines().size());
          assertTrue(live.cursorColumn() < columns);
        });
  }
}
