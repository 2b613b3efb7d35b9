package dev.vibe.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.approval.Answer;
import dev.vibe.approval.Question;
import dev.vibe.effect.Effect;
import dev.vibe.terminal.Console;
import dev.vibe.testkit.SampleEvents;
import dev.vibe.text.Palette;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalApproverTest {

  private static final Question RUN =
      new Question(
          "run mvn test",
          List.of(new Effect.Run("mvn test", "/srv/shop")),
          "commands are asked for in mode ask");

  private static final Question WRITE =
      new Question(
          "edit src/app.py",
          List.of(new Effect.Write("src/app.py", SampleEvents.DIFF)),
          "edits are asked for");

  private static final Question OUTSIDE =
      new Question("read /etc/hosts", List.of(new Effect.Read("/etc/hosts")), "it is outside");

  private final FakeConsole console = new FakeConsole();
  private final TerminalApprover approver =
      new TerminalApprover(() -> console, Palette.PLAIN, () -> console.nanos);

  private Answer askAfter(int... codes) {
    for (int code : codes) {
      console.key(1000, code);
    }
    return approver.ask(RUN);
  }

  @Test
  void each_key_has_its_answer() {
    assertEquals(new Answer.Yes(), askAfter('y'));
    assertTrue(console.closed);
  }

  @Test
  void a_yes_can_hold_for_the_session() {
    assertEquals(new Answer.YesForSession(), askAfter('s'));
  }

  @ParameterizedTest
  @ValueSource(ints = {'\r', '\n', 27, 4, Console.CLOSED})
  void whatever_is_not_a_clear_yes_is_a_no(int key) {
    assertEquals(new Answer.No(""), askAfter(key));
  }

  @Test
  void other_keys_are_waited_out() {
    assertEquals(new Answer.Yes(), askAfter('x', ' ', '1', 'y'));
  }

  @Test
  void a_no_may_have_a_reason() {
    console.line(" use the wrapper ");

    assertEquals(new Answer.No("use the wrapper"), askAfter('n'));
  }

  @Test
  void keys_pressed_before_one_could_have_read_the_question_do_not_count() {
    console.key(0, 'y').key(10, 'y').key(249, 's').key(499, '\r').key(2000, 'y');

    assertEquals(new Answer.Yes(), approver.ask(RUN));
  }

  @Test
  void whoever_still_types_does_not_answer() {
    String sentence = "yes, stop that";
    for (int i = 0; i < sentence.length(); i++) {
      console.key(100 + i * 150L, sentence.charAt(i));
    }
    console.key(10_000, '\r');

    assertEquals(new Answer.No(""), approver.ask(RUN));
  }

  @Test
  void a_closed_terminal_is_a_no_and_no_endless_loop() {
    assertEquals(new Answer.No(""), approver.ask(RUN));
  }

  @Test
  void the_command_can_be_edited() {
    console.line("mvn -q test").key(1000, 'e').key(2000, '\r');

    assertEquals(new Answer.RunInstead("mvn -q test"), approver.ask(RUN));
    assertEquals("mvn test", console.initial);
    String screen = console.screen.toString();
    assertTrue(screen.contains("  │ mvn -q test\n"), screen);
    assertTrue(screen.contains("Enter runs it · n no, and why · e change it: yes"), screen);
  }

  @Test
  void a_changed_command_needs_a_key_that_comes_after_it_was_shown() {
    console.line("mvn -q test").key(1000, 'e').key(1200, '\r').key(4000, 'n');

    assertEquals(new Answer.No(""), approver.ask(RUN));
  }

  @Test
  void an_edit_that_changes_nothing_leaves_the_question_open() {
    console.line("mvn test").key(1000, 'e').key(2000, 'y');

    assertEquals(new Answer.Yes(), approver.ask(RUN));
  }

  @Test
  void an_edit_that_is_given_up_leaves_the_question_open() {
    console.line("  ");

    assertEquals(new Answer.No(""), askAfter('e', '\r'));
  }

  @Test
  void only_a_single_command_can_be_edited() {
    console.key(1000, 'e').key(1000, 'y');

    assertEquals(new Answer.Yes(), approver.ask(WRITE));
    assertFalse(console.screen.toString().contains("e change it"), console.screen.toString());
  }

  @Test
  void what_cannot_be_remembered_is_not_offered_for_the_session() {
    console.key(1000, 's').key(1000, 'y');

    assertEquals(new Answer.Yes(), approver.ask(OUTSIDE));
    assertFalse(console.screen.toString().contains("always"), console.screen.toString());
  }

  private static Question eighty() {
    String text =
        IntStream.range(0, 80).mapToObj(i -> "echo " + i).collect(Collectors.joining("\n"));
    return new Question(
        "run it", List.of(new Effect.Run(text, "/w")), "why", Question.Lasting.ONCE, "");
  }

  @Test
  void a_long_question_is_printed_in_parts_before_a_yes_counts() {
    for (int key : new int[] {'y', 's', ' ', 'y', ' ', ' ', ' ', ' '}) {
      console.key(1000, key);
    }
    console.key(10_000, 'y');
    assertEquals(new Answer.Yes(), approver.ask(eighty()));

    String screen = console.screen.toString();
    assertTrue(screen.contains("lines 1–19 of 82, space more · n no, and why"), screen);
    assertTrue(screen.contains("not all of it was shown yet"), screen);
    assertEquals(
        IntStream.range(0, 80).mapToObj(i -> "  │ echo " + i).toList(),
        screen.lines().filter(line -> line.startsWith("  │ echo")).toList());
    assertEquals(1, screen.split("y yes", -1).length - 1, screen);
  }

  @Test
  void a_long_question_can_be_refused_at_once() {
    console.key(1000, '\r');

    assertEquals(new Answer.No(""), approver.ask(eighty()));
  }

  @Test
  void an_edit_that_changes_nothing_is_no_yes_to_what_was_not_shown() {
    String text = eighty().command().orElseThrow();
    console.key(1000, 'e').line(text).key(1000, '\r');

    assertEquals(new Answer.No(""), approver.ask(eighty()));
  }

  @Test
  void a_changed_command_that_hides_something_is_shown_once_more() {
    console.line("ls \u202e").key(1000, 'e').key(2000, 'y');

    assertEquals(new Answer.RunInstead("ls \u202e"), approver.ask(RUN));
    assertTrue(console.screen.toString().contains("ls ‹U+202E›"), console.screen.toString());
  }

  @Test
  void control_c_is_a_no_and_interrupts() {
    Answer answer = askAfter(3);

    assertTrue(Thread.interrupted());
    assertEquals(new Answer.No(""), answer);
  }

  @Test
  void an_interrupt_is_a_no_stays_set_and_does_not_keep_the_terminal_from_being_reset() {
    Answer answer =
        new TerminalApprover(
                () -> {
                  Thread.currentThread().interrupt();
                  return console;
                },
                Palette.PLAIN,
                () -> console.nanos)
            .ask(RUN);

    assertTrue(Thread.interrupted());
    assertEquals(new Answer.No(""), answer);
    assertTrue(console.closed);
    assertFalse(console.interruptedAtClose);
  }

  @Test
  void without_a_terminal_there_is_nobody_to_ask() {
    TerminalApprover alone =
        new TerminalApprover(
            () -> {
              throw new IOException("No such device or address");
            },
            Palette.PLAIN,
            () -> 0);

    assertEquals(new Answer.Nobody(), alone.ask(RUN));
  }

  @Test
  void the_question_shows_the_command_and_why() {
    askAfter('y');

    assertEquals(
        """

        ? run mvn test
          │ runs in /srv/shop, without a sandbox:
          │ mvn test
          │ why it asks: commands are asked for in mode ask
        y once · s this command in this run · n no, and why · Enter no · e change it: yes
        """,
        console.screen.toString());
  }

  @Test
  void the_question_shows_the_diff() {
    console.key(1000, 'y');
    approver.ask(WRITE);

    assertTrue(
        console
            .screen
            .toString()
            .contains(
                """
                  │ writes src/app.py  +1 -1
                  │ 1  def run(x):
                  │ 2 -    print(x)
                  │ 2 +    logger.debug(x)
                  │ 3      return x
                """),
        console.screen.toString());
  }
}
