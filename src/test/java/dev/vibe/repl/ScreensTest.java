package dev.vibe.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.approval.Question;
import dev.vibe.approval.Question.Lasting;
import dev.vibe.effect.Effect;
import dev.vibe.event.Event;
import dev.vibe.problem.ExitCode;
import dev.vibe.repl.key.Key.Name;
import dev.vibe.repl.live.LiveView;
import dev.vibe.repl.state.Action;
import dev.vibe.repl.state.Driven;
import dev.vibe.repl.state.Input;
import dev.vibe.testkit.Golden;
import dev.vibe.text.Palette;
import dev.vibe.text.UnifiedDiff;
import dev.vibe.view.Line;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jline.builtins.ScreenTerminal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whole screens as an emulator shows them, at both widths that people meet. They are drawn without
 * colour, so that whatever only colour told would be missing in the files.
 */
class ScreensTest {

  private static final int ROWS = 60;

  private static final String REPLY =
      """
      ## What changed

      The **parser** now reads `--plain`, and *nothing* else did:

      1. a flag in `Options`
      2. a test

      | file | lines |
      |---|---|
      | Options.java | 12 |

      ```java
      if (plain) { return Face.LINES; } // no redraw
      ```

      > Quoted words are marked, too.
      """;

  private static final String MARKDOWN_TEXT =
      """
      1. Run it:
         ```sh
         mvn -q test -Dtest=GreetingTest -Dsurefire.failIfNoSpecifiedTests=false
         ```
         - and look
      1. Not ~~tomorrow~~ today\\
         please

      > He wrote:
      >> a quote
      >> - of a list

      | name | what it does | lines |
      |------|--------------|------:|
      | `Line` | a line with styles, which can be cut, wrapped and painted for any terminal | 140 |
      | `Span` | text of one kind | 18 |
      """;

  /** What is on the screen. */
  enum View {
    PROMPT(s -> s.type("change the greeting, and tell me why it was as it was before")),
    COMMANDS(s -> s.type("/co")),
    ARGUMENTS(s -> s.type("/mode ")),
    HELP(s -> s.type("/help").press(Name.ENTER)),
    ANSWER(s -> s.send("what changed?").event(new Event.TextDelta(REPLY)).ended(ExitCode.DONE)),
    WORKING(
        s -> {
          s.send("go").event(new Event.TextDelta("The first paragraph is done.\n\nThe second is"));
          s.after(Duration.ofSeconds(3)).type("and then the tests").press(Name.ENTER).type("half");
        }),
    QUESTION(
        s -> {
          String command = "mvn -q test -Dtest=GreetingTest";
          Effect run = new Effect.Run(command, "/home/me/work");
          s.send("go").give(new Input.Asked(new Question("run " + command, List.of(run), "why")));
          s.after(Duration.ofSeconds(1));
        }),
    QUESTION_WAITS(
        s -> {
          s.send("go").type("now list");
          s.give(new Input.Asked(about("touch t2"))).after(Duration.ofMillis(400));
        }),
    QUESTION_WITH_DRAFT(
        s -> {
          s.send("go").type("now listen");
          s.give(new Input.Asked(about("touch t2"))).after(Duration.ofSeconds(2));
        }),
    QUESTION_WITH_DRAFT_ASIDE(
        s -> {
          s.send("go").type("now listen");
          s.give(new Input.Asked(about("touch t2"))).press(Name.TAB).after(Duration.ofSeconds(2));
        }),
    PLAN(
        s -> {
          s.press(Name.SHIFT_TAB, Name.SHIFT_TAB).send("plan it").ended(ExitCode.DONE);
          s.press(Name.YANK).after(Duration.ofSeconds(1));
        }),
    LONG_QUESTION(
        s -> {
          String lines =
              IntStream.range(0, 80)
                  .mapToObj(i -> "echo line " + i)
                  .collect(Collectors.joining("\n"));
          s.send("go").give(new Input.Asked(about(lines + "\ntouch CANARY")));
          s.after(Duration.ofSeconds(1));
        }),
    LONG_QUESTION_READ(
        s -> {
          s.send("go").give(new Input.Asked(about("echo " + "x".repeat(5000) + "; touch CANARY")));
          s.after(Duration.ofSeconds(1)).press(Name.END);
        }),
    PADDED_QUESTION(
        s -> {
          String blanks = " ".repeat(400) + "\n".repeat(200);
          String code = "echo hi" + blanks + "; touch CANARY # \u202e\u001b]0;t\u0007";
          s.send("go").give(new Input.Asked(about(code))).after(Duration.ofSeconds(1));
        }),
    LONG_DIFF(
        s -> {
          String old = "line\n".repeat(700);
          String text = old.replace("line", "Zeile");
          Effect write = new Effect.Write("a.txt", UnifiedDiff.between("a.txt", old, text));
          s.send("go").give(new Input.Asked(new Question("edit a.txt", List.of(write), "why")));
          s.after(Duration.ofSeconds(1));
        }),
    THINKING(
        s -> {
          s.send("why?").event(new Event.ReasoningDelta("The user asks.\n\nFirst, look at it."));
          s.event(new Event.ReasoningDelta(" Then say why it was as it was before all this.\n"));
        }),
    MARKDOWN(s -> s.send("show").event(new Event.TextDelta(MARKDOWN_TEXT)).ended(ExitCode.DONE)),
    SEARCH(
        s -> {
          s.send("the first prompt").ended(ExitCode.DONE);
          s.send("the second one").ended(ExitCode.DONE);
          s.press(Name.SEARCH).type("pro");
        }),
    FAILED(s -> s.send("go").ended(ExitCode.FAILED)),
    INTERRUPTED(s -> s.send("go").ended(ExitCode.INTERRUPTED));

    private static Question about(String command) {
      Effect run = new Effect.Run(command, "/home/me/work");
      return new Question("run echo …", List.of(run), "why", Lasting.ONCE, "");
    }

    @SuppressWarnings("ImmutableEnumChecker") // the lambdas above capture nothing
    private final Consumer<Driven> course;

    View(Consumer<Driven> course) {
      this.course = course;
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_narrow_screen_shows_it_all(View view) {
    assertLooks(view, 40);
  }

  @ParameterizedTest
  @EnumSource
  void a_wide_screen_shows_it_all(View view) {
    assertLooks(view, 120);
  }

  private static void assertLooks(View view, int columns) {
    Driven session = Driven.connected(columns, ROWS);
    view.course.accept(session);
    List<Line> printed =
        session.all(Action.Print.class).stream().flatMap(p -> p.lines().stream()).toList();
    List<String> plain = shown(printed, session, columns, Palette.PLAIN);

    assertEquals(plain, shown(printed, session, columns, Palette.ANSI));
    assertEquals(plain, shown(printed, session, columns, Palette.ANSI_LIGHT));
    Golden.assertMatches(
        "src/test/resources/golden/screens/"
            + view.name().toLowerCase(Locale.ROOT)
            + "-"
            + columns
            + ".txt",
        String.join("\n", plain) + "\n");
  }

  private static List<String> shown(
      List<Line> printed, Driven session, int columns, Palette palette) {
    ScreenTerminal terminal = new ScreenTerminal(columns, ROWS);
    InlineScreen screen = new InlineScreen(palette);
    terminal.write(screen.frame(printed, LiveView.of(session.state(), session.now()), columns));
    long[] cells = new long[columns * ROWS];
    terminal.dump(cells, 0, 0, ROWS, columns, new int[2]);
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      StringBuilder text = new StringBuilder();
      for (int column = 0; column < columns; column++) {
        text.appendCodePoint((int) (cells[row * columns + column] & 0xFFFFFFFFL));
      }
      rows.add(text.toString().stripTrailing());
    }
    while (!rows.isEmpty() && rows.getLast().isEmpty()) {
      rows.removeLast();
    }
    return rows;
  }
}
