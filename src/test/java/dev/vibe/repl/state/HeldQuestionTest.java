package dev.vibe.repl.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.approval.Answer;
import dev.vibe.approval.Question;
import dev.vibe.approval.Question.Lasting;
import dev.vibe.effect.Effect;
import dev.vibe.repl.key.Key.Name;
import dev.vibe.testkit.Gen;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys answer no question that nobody saw. */
class HeldQuestionTest {

  private static final Duration KEY = Duration.ofMillis(150);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration READ = Duration.ofMillis(500);

  private static Question about(String command) {
    Effect run = new Effect.Run(command, "/w");
    return new Question("run " + command, List.of(run), "mode ask", Lasting.ALWAYS, "");
  }

  private static Driven asked(Driven session) {
    return session.give(new Input.Asked(about("touch t2")));
  }

  private static void typeSlowly(Driven session, String text) {
    text.codePoints().forEach(point -> session.type(Character.toString(point)).after(KEY));
  }

  private static List<Answer> answers(Driven session) {
    return session.all(Action.Reply.class).stream().map(Action.Reply::answer).toList();
  }

  private static String draft(Driven session) {
    return session.state().composer().editor().text();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"now listen, stop that", "hm. explain first", "second", "yes", "always", "no"})
  void a_sentence_goes_on_whatever_is_asked_in_its_middle(String sentence) {
    for (int i = 0; i <= sentence.length(); i++) {
      Driven session = Driven.running();
      typeSlowly(session, sentence.substring(0, i));
      typeSlowly(asked(session), sentence.substring(i));
      assertEquals(sentence, draft(session));

      session.press(Name.ENTER);
      assertEquals(List.of(), answers(session));
      assertEquals(List.of(sentence), session.state().composer().queue());
    }
  }

  @Test
  void a_question_waits_for_a_pause_and_says_so() {
    Driven session = asked(Driven.running().type("now"));
    assertTrue(
        session.screen().contains("  waits: run touch t2 · asks when you pause · Tab: now"),
        session.screen());
    assertFalse(session.screen().contains("? run touch t2"), session.screen());

    session.after(PAUSE);
    assertTrue(session.screen().contains("? run touch t2"), session.screen());
    assertFalse(session.screen().contains("waits:"), session.screen());
    assertEquals("now", draft(session));
  }

  @Test
  void it_is_asked_at_once_when_nobody_types() {
    assertTrue(asked(Driven.running()).screen().contains("? run touch t2"));
  }

  @Test
  void with_a_draft_nothing_answers_until_it_is_sent_or_gone() {
    Driven session = asked(Driven.running().type("list")).after(PAUSE).after(PAUSE);
    assertTrue(session.screen().contains("❯ list"), session.screen());
    session.type("y").press(Name.ENTER).type("s");
    assertEquals(List.of("listy"), session.state().composer().queue());
    assertEquals("s", draft(session));
    assertEquals(List.of(), answers(session));

    session.press(Name.BACKSPACE).after(READ).type("s");
    assertEquals(List.of(new Answer.YesForSession()), answers(session));
  }

  @Test
  void tab_asks_at_once_and_the_text_comes_back_with_the_answer() {
    Driven session = asked(Driven.running().type("now listen")).press(Name.TAB);
    assertTrue(session.screen().contains("? run touch t2"), session.screen());
    assertTrue(session.screen().contains("your text comes back: now listen"), session.screen());
    assertFalse(session.screen().contains("y once"), session.screen());

    session.after(READ).type("y");
    assertEquals(List.of(new Answer.Yes()), answers(session));
    assertEquals("now listen", draft(session));
  }

  @Test
  void what_was_put_aside_comes_back_also_when_the_run_ends() {
    Driven session = asked(Driven.running().type("one")).after(PAUSE).press(Name.TAB).type("two");
    session.give(new Input.Withdrawn());

    assertEquals("one\ntwo", draft(session));
  }

  @Test
  void escape_at_a_draft_is_no_answer_and_stops_nothing() {
    Driven session = asked(Driven.running().type("one")).after(PAUSE).after(READ);
    session.press(Name.ESCAPE, Name.SEARCH, Name.OPEN_OUTPUT, Name.EXTERNAL_EDITOR);

    assertInstanceOf(Dialog.Asking.class, session.state().dialog());
    assertEquals(List.of(), session.all(Action.Stop.class));
    assertEquals(List.of(), session.all(Action.EditOutside.class));
    assertEquals(List.of(), answers(session));
  }

  @Test
  void an_answer_in_a_hurry_for_the_next_question_counts_once_that_was_read() {
    Driven session = asked(Driven.running()).after(READ).type("y");
    asked(session).after(KEY).type("y").after(KEY).type("y");
    assertEquals(1, answers(session).size());
    assertEquals("", draft(session));

    session.after(READ).type("y");
    assertEquals(2, answers(session).size());
  }

  @Test
  void a_question_waits_for_whoever_changes_a_waiting_message() {
    Driven session = Driven.running().type("two").press(Name.ENTER, Name.UP).type("!");
    asked(session);
    assertInstanceOf(Dialog.QueueEditor.class, session.state().dialog());

    session.after(PAUSE);
    assertInstanceOf(Dialog.Asking.class, session.state().dialog());
    assertEquals(List.of("two!"), session.state().composer().queue());
  }

  @Test
  void a_question_that_waits_can_be_withdrawn() {
    Driven session = asked(Driven.running().type("now")).give(new Input.Withdrawn()).after(PAUSE);

    assertInstanceOf(Dialog.None.class, session.state().dialog());
    assertEquals("now", draft(session));
  }

  /** Whether a question is on the screen, and an answer to it could be meant so. */
  private static boolean isReadable(Driven session, String command) {
    return draft(session).isEmpty()
        && session.screen().lines().anyMatch(("  │ " + command)::equals);
  }

  /** What runs now because of an answer. */
  private static Optional<String> allowed(Answer answer, String asked) {
    return switch (answer) {
      case Answer.Yes() -> Optional.of(asked);
      case Answer.YesForSession() -> Optional.of(asked);
      case Answer.YesAlways a -> Optional.of(asked);
      case Answer.RunInstead(String command) -> Optional.of(command);
      case Answer.WriteInstead(String text) -> Optional.of(text);
      case Answer.No n -> Optional.empty();
      case Answer.Nobody() -> Optional.empty();
    };
  }

  /** Someone who types whatever they like, at any pace, while calls ask. */
  private static final class Typist {

    /** Those that answer, more often than others. */
    private static final String KEYS = "ysanevbYSANEV now listen.!/1";

    private final RandomGenerator random;
    private final Driven session = Driven.running();
    private String asked = "";
    private long readableSince = Long.MAX_VALUE;
    private String readable = "";
    private int allowed;

    Typist(RandomGenerator random) {
      this.random = random;
    }

    void type() {
      for (int i = 0; i < 80; i++) {
        if (asked.isEmpty() && random.nextInt(4) == 0) {
          asked = "touch t" + i;
          session.give(new Input.Asked(about(asked)));
          look();
        }
        passes();
        int before = answers(session).size();
        if (random.nextInt(6) == 0) {
          session.press(Name.ENTER);
        } else {
          session.type(Character.toString(key()));
        }
        if (answers(session).size() > before) {
          judge(answers(session).getLast());
        }
        look();
      }
    }

    private int key() {
      return random.nextInt(3) == 0
          ? random.nextInt(' ', 0x7f)
          : KEYS.codePointAt(random.nextInt(KEYS.length()));
    }

    private void passes() {
      int most = random.nextInt(8) == 0 ? 2_500 : random.nextInt(2) == 0 ? 200 : 700;
      int millis = random.nextInt(most);
      for (int i = 0; i < millis; i += 50) {
        session.after(Duration.ofMillis(50));
        look();
      }
    }

    /** What can be read at this moment, and since when without a break. */
    private void look() {
      String shown =
          session.state().dialog() instanceof Dialog.Asking asking
              ? asking.question().command().orElseThrow()
              : "";
      boolean isReadable = !shown.isEmpty() && isReadable(session, shown);
      if (!isReadable) {
        readableSince = Long.MAX_VALUE;
        readable = "";
      } else if (!shown.equals(readable)) {
        readableSince = session.now();
        readable = shown;
      }
    }

    private void judge(Answer answer) {
      Optional<String> runs = allowed(answer, asked);
      if (runs.isPresent()) {
        allowed++;
        assertEquals(readable, runs.get(), session.screen());
        Duration seen = Duration.ofNanos(session.now() - readableSince);
        assertTrue(seen.compareTo(READ) >= 0, () -> runs.get() + " was seen for " + seen);
      }
      asked = "";
    }
  }

  @Test
  void no_stream_of_keys_allows_what_was_not_on_the_screen_with_an_empty_prompt() {
    int[] allowed = new int[1];
    Gen.forAll(
        "keys at any pace",
        80,
        random -> {
          Typist typist = new Typist(random);
          typist.type();
          allowed[0] += typist.allowed;
        });

    assertTrue(allowed[0] > 30, "only " + allowed[0] + " were allowed: the property says little");
  }
}
