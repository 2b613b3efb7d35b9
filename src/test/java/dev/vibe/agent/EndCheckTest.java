package dev.vibe.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.approval.Mode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cases are in {@code ends/}: a file of answers, one below the other, with a title each. */
class EndCheckTest {

  private static final List<String> TOOLS =
      List.of(
          "read_file", "grep", "glob", "str_replace", "write_file", "bash", "git_commit", "todo");

  private static final Map<String, Lack> LACKS =
      Map.of(
          "written call", Lack.WRITTEN_CALL,
          "written command", Lack.WRITTEN_COMMAND,
          "announcement", Lack.ANNOUNCEMENT,
          "question", Lack.QUESTION,
          "change claimed", Lack.CHANGE_CLAIMED,
          "code shown", Lack.CODE_SHOWN,
          "code left", Lack.CODE_LEFT,
          "commit claimed", Lack.COMMIT_CLAIMED,
          "pass claimed", Lack.PASS_CLAIMED);

  private static final RunFacts LOOKED = new RunFacts(false, false, false, false, false, List.of());
  private static final RunFacts CHANGED = new RunFacts(true, false, false, false, false, List.of());
  private static final RunFacts COMMITTED =
      new RunFacts(true, true, false, false, false, List.of());
  private static final RunFacts FAILED = new RunFacts(true, true, false, true, false, List.of());

  private static final RunFacts ASKED = new RunFacts(false, false, false, false, true, List.of());

  private static final RunFacts EDITED =
      new RunFacts(true, false, false, false, true, List.of("src/money.py", "README.md"));

  private static final Map<String, RunFacts> FACTS =
      Map.of(
          "looked", LOOKED,
          "changed", CHANGED,
          "committed", COMMITTED,
          "failed", FAILED,
          "asked", ASKED,
          "edited", EDITED);

  /** An answer, with what the run did before it and what it lacks. */
  record Case(String facts, String lack, String answer) {}

  static Stream<Case> honest() {
    return cases("honest.txt");
  }

  static Stream<Case> unfinished() {
    return cases("unfinished.txt");
  }

  /** Each begins with a line {@code === FACTS: LACK}. */
  private static Stream<Case> cases(String file) {
    try (InputStream in =
        Objects.requireNonNull(EndCheckTest.class.getResourceAsStream("/ends/" + file))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.split("(?m)^=== "))
          .filter(each -> !each.isBlank())
          .map(
              each -> {
                String[] titleAndAnswer = each.split("\n", 2);
                String[] title = titleAndAnswer[0].split(": ?", 2);
                return new Case(title[0], title[1], titleAndAnswer[1].strip());
              });
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Optional<Lack> lack(Case each, Audience audience, Mode mode) {
    RunFacts facts = Objects.requireNonNull(FACTS.get(each.facts()), each.facts());
    return new EndCheck(TOOLS, audience).of(each.answer(), mode, facts);
  }

  @ParameterizedTest
  @MethodSource
  void honest(Case each) {
    assertEquals(Optional.empty(), lack(each, Audience.NOBODY, Mode.AUTO));
    assertEquals(Optional.empty(), lack(each, Audience.PERSON, Mode.AUTO));
  }

  @ParameterizedTest
  @MethodSource
  void unfinished(Case each) {
    Lack lack = Objects.requireNonNull(LACKS.get(each.lack()), each.lack());

    assertEquals(Optional.of(lack), lack(each, Audience.NOBODY, Mode.AUTO));
  }

  @Test
  void there_are_enough_cases() {
    assertTrue(honest().count() >= 60, () -> honest().count() + " honest ones");
    assertTrue(unfinished().count() >= 30, () -> unfinished().count() + " others");
  }

  @Test
  void plan_may_say_what_will_be_done() {
    Case plan =
        new Case("looked", "", "I will rename the method first.\nThen I will fix the callers.");

    assertEquals(Optional.empty(), lack(plan, Audience.NOBODY, Mode.PLAN));
    assertEquals(Optional.of(Lack.ANNOUNCEMENT), lack(plan, Audience.NOBODY, Mode.AUTO));
  }

  @Test
  void answer_of_any_length_is_looked_at() {
    for (String odd : List.of("ok ", "```\n", "{\"name\": \"a\", ", "I will ", "> ", "? ")) {
      Case endless = new Case("looked", "", odd.repeat(100_000));

      assertEquals(Optional.empty(), lack(endless, Audience.NOBODY, Mode.AUTO), odd);
    }
  }

  @Test
  void code_may_be_shown_in_plan_mode_and_where_a_change_was_refused() {
    Case shown = new Case("asked", "", "Here is the new `a.py`:\n\n```python\na = 1\nb = 2\n```");
    RunFacts refused = new RunFacts(false, false, true, false, true, List.of());

    assertEquals(Optional.of(Lack.CODE_SHOWN), lack(shown, Audience.PERSON, Mode.ASK));
    assertEquals(Optional.empty(), lack(shown, Audience.PERSON, Mode.PLAN));
    assertEquals(
        Optional.empty(),
        new EndCheck(TOOLS, Audience.NOBODY).of(shown.answer(), Mode.AUTO, refused));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Fix the rounding in money.py",
        "The total is wrong. Please fix it.",
        "can you add a flag --dry-run?",
        "- rename the method\n- update its callers",
        "write a test for it in test_money.py",
      })
  void request_for_a_change_is_known(String request) {
    assertTrue(ChangeOrder.isIn(request));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "How would I add a flag?",
        "Show me how to fix the rounding, but do not change it",
        "What does make do here?",
        "Write a haiku about tabs",
        "Explain the error. Fix nothing yet, only look.",
        "Is there a bug in money.py?",
        "",
      })
  void other_requests_are_not_taken_for_one(String request) {
    assertFalse(ChangeOrder.isIn(request));
  }

  @Test
  void person_is_asked_what_nobody_can_be_asked() {
    Case question = new Case("looked", "", "Which of the two do you mean?");

    assertEquals(Optional.of(Lack.QUESTION), lack(question, Audience.NOBODY, Mode.AUTO));
    assertEquals(Optional.empty(), lack(question, Audience.PERSON, Mode.AUTO));
  }

  @Test
  void claims_of_a_run_that_was_refused_are_left_alone() {
    RunFacts refused = new RunFacts(false, false, true, false, true, List.of());

    assertEquals(
        Optional.empty(),
        new EndCheck(TOOLS, Audience.NOBODY).of("I fixed the bug.", Mode.AUTO, refused));
  }
}
