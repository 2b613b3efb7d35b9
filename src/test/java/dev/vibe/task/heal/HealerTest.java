package dev.vibe.task.heal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.task.heal.HealAttempt.Outcome;
import dev.vibe.task.heal.Healing.Verdict;
import dev.vibe.task.heal.ScriptedBench.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HealerTest {

  private static final String COMMAND = "pytest -q";

  /** Each line {@code test_X: bad} of the file is a test that fails; {@code broken} breaks all. */
  private static Output pytest(String command, Map<String, String> files) {
    String source = files.getOrDefault("app.py", "");
    if (source.contains("broken")) {
      return new Output(
          2, "ERROR test_app.py - SyntaxError: invalid\n!!! Interrupted !!!\n1 error in 0.01s\n");
    }
    List<String> failed = new ArrayList<>();
    int passed = 0;
    for (String line : source.lines().toList()) {
      String test = line.replaceFirst(":.*", "");
      boolean isChosen = !command.contains("::") || command.contains("::" + test);
      if (isChosen && line.endsWith(": bad")) {
        failed.add(test);
      } else if (isChosen && line.startsWith("test_")) {
        passed++;
      }
    }
    StringBuilder log = new StringBuilder();
    failed.forEach(test -> log.append("FAILED test_app.py::" + test + " - assert 1 == 2\n"));
    log.append(failed.isEmpty() ? "" : failed.size() + " failed, ")
        .append(passed + " passed in 0.01s\n");
    return new Output(failed.isEmpty() ? 0 : 1, log.toString());
  }

  private static ScriptedBench bench(String source) {
    return new ScriptedBench(HealerTest::pytest).with("app.py", source);
  }

  private static Healing heal(ScriptedBench bench, int most, Healer.Rest rest)
      throws InterruptedException {
    return new Healer(bench, new Healer.Terms(COMMAND, most, rest, Protection.of(COMMAND), ""))
        .heal();
  }

  private static Healing heal(ScriptedBench bench) throws InterruptedException {
    return heal(bench, 3, Healer.Rest.TAKEN_BACK);
  }

  private static List<Outcome> outcomes(Healing healing) {
    return healing.attempts().stream().map(HealAttempt::outcome).toList();
  }

  @Test
  void what_passes_is_left_alone() throws InterruptedException {
    ScriptedBench bench = bench("test_a: good");
    assertEquals(Verdict.PASSES, heal(bench).verdict());
    assertEquals(List.of(COMMAND), bench.ran);
    assertEquals(List.of(), bench.prompts);
  }

  @Test
  void a_flaky_command_is_told_from_a_broken_one() throws InterruptedException {
    List<String> runs = new ArrayList<>();
    ScriptedBench bench =
        new ScriptedBench(
            (command, files) -> {
              runs.add(command);
              return runs.size() == 1
                  ? pytest(command, Map.of("app.py", "test_a: bad"))
                  : new Output(0, "1 passed in 0.01s\n");
            });
    Healing healing = heal(bench);
    assertEquals(Verdict.FLAKY, healing.verdict());
    assertTrue(healing.text().contains("test_app.py::test_a"), healing.text());
    assertEquals(List.of(COMMAND, COMMAND + " test_app.py::test_a", COMMAND), bench.ran);
    assertEquals(List.of(), bench.prompts);
  }

  @Test
  void the_failing_part_runs_first_and_then_the_whole() throws InterruptedException {
    ScriptedBench bench =
        bench("test_a: bad\ntest_b: good").then(Map.of("app.py", "test_a: good\ntest_b: good"));
    Healing healing = heal(bench);
    assertEquals(Verdict.HEALED, healing.verdict());
    String part = COMMAND + " test_app.py::test_a";
    assertEquals(List.of(COMMAND, part, part, COMMAND), bench.ran);
    assertEquals(List.of("Fix test_app.py::test_a\n\nI fixed it."), bench.committed);
  }

  @Test
  void what_is_better_stays_and_what_is_worse_goes() throws InterruptedException {
    ScriptedBench bench =
        bench("test_a: bad\ntest_b: bad\ntest_c: good")
            .then(Map.of("app.py", "test_a: bad\ntest_b: bad\ntest_c: good\ntest_b: bad\n"))
            .then(Map.of("app.py", "test_a: good\ntest_b: bad\ntest_c: good"))
            .then(Map.of("app.py", "broken"))
            .then(Map.of("app.py", "test_a: good\ntest_b: good\ntest_c: bad"))
            .then(Map.of("app.py", "test_a: good\ntest_b: good\ntest_c: good"));
    Healing healing = heal(bench, 9, Healer.Rest.TAKEN_BACK);
    assertEquals(
        List.of(Outcome.WORSE, Outcome.BETTER, Outcome.WORSE, Outcome.BETTER, Outcome.GREEN),
        outcomes(healing));
    assertEquals(Verdict.HEALED, healing.verdict());
    assertEquals(1, bench.committed.size());
  }

  @Test
  void what_changes_nothing_for_the_better_is_taken_back_and_told_the_next_time()
      throws InterruptedException {
    ScriptedBench bench =
        bench("test_a: bad").then(Map.of("app.py", "# comment\ntest_a: bad")).then(Map.of());
    Healing healing = heal(bench, 2, Healer.Rest.TAKEN_BACK);
    assertEquals(List.of(Outcome.NO_BETTER, Outcome.UNCHANGED), outcomes(healing));
    assertTrue(bench.prompts.get(1).contains("diff of [app.py]"), bench.prompts.get(1));
    assertEquals(Verdict.RED, healing.verdict());
    assertEquals(Optional.of(ExitCode.UNVERIFIED), healing.problem().orElseThrow().code().exit());
    assertTrue(bench.isAsAtFirst());
    assertEquals(List.of(), bench.committed);
  }

  @Test
  void the_best_attempt_is_kept_only_when_that_was_asked_for() throws InterruptedException {
    for (Healer.Rest rest : Healer.Rest.values()) {
      ScriptedBench bench =
          bench("test_a: bad\ntest_b: bad")
              .then(Map.of("app.py", "test_a: good\ntest_b: bad"))
              .then(Map.of("app.py", "broken"));
      Healing healing = heal(bench, 2, rest);
      assertEquals(List.of(Outcome.BETTER, Outcome.WORSE), outcomes(healing));
      assertEquals(rest == Healer.Rest.TAKEN_BACK, bench.isAsAtFirst());
      assertEquals(List.of(), bench.committed);
    }
  }

  @Test
  void a_test_that_goes_is_no_fix() throws InterruptedException {
    ScriptedBench bench =
        bench("test_a: bad\ntest_b: good")
            .then(Map.of("app.py", "test_b: good"))
            .then(Map.of("test_app.py", "def test_a(): pass\n"));
    Healing healing = heal(bench, 2, Healer.Rest.TAKEN_BACK);
    assertEquals(List.of(Outcome.REFUSED, Outcome.REFUSED), outcomes(healing));
    assertTrue(healing.text().contains("1 test ran instead of 2"), healing.text());
    assertTrue(healing.text().contains("test_app.py is a test"), healing.text());
    assertTrue(bench.isAsAtFirst());
  }

  @Test
  void what_was_not_allowed_is_said() throws InterruptedException {
    ScriptedBench bench = bench("test_a: bad");
    bench.refusals.add("edit test_app.py");
    Healing healing = heal(bench, 1, Healer.Rest.TAKEN_BACK);
    assertEquals(List.of(Outcome.REFUSED), outcomes(healing));
    assertTrue(healing.text().contains("edit test_app.py"), healing.text());
  }

  @Test
  void a_command_that_passes_by_changing_a_test_is_refused() throws InterruptedException {
    ScriptedBench bench = bench("test_a: bad").then(Map.of("app.py", "test_a: good"));
    bench.putBack = List.of("test_app.py");
    assertEquals(List.of(Outcome.REFUSED), outcomes(heal(bench, 1, Healer.Rest.TAKEN_BACK)));
    assertTrue(bench.isAsAtFirst());
  }

  @Test
  void a_model_that_cannot_be_had_ends_it() throws InterruptedException {
    for (ExitCode code : List.of(ExitCode.UNREACHABLE, ExitCode.UNAUTHORIZED, ExitCode.TIMEOUT)) {
      ScriptedBench bench = bench("test_a: bad").then(Map.of("app.py", "half")).modelEnds(code);
      Healing healing = heal(bench);
      assertEquals(Verdict.STOPPED, healing.verdict());
      assertEquals(1, bench.prompts.size());
      assertTrue(bench.isAsAtFirst());
    }
  }

  @Test
  void a_model_at_its_limit_may_still_have_done_it() throws InterruptedException {
    ScriptedBench bench =
        bench("test_a: bad").then(Map.of("app.py", "test_a: good")).modelEnds(ExitCode.LIMIT);
    assertEquals(Verdict.HEALED, heal(bench).verdict());
  }

  @Test
  void a_limit_of_the_healing_ends_it_after_what_was_done_is_tried() throws InterruptedException {
    for (ProblemCode limit :
        List.of(ProblemCode.LIMIT_TURNS, ProblemCode.LIMIT_TOKENS, ProblemCode.LIMIT_COST)) {
      ScriptedBench bench =
          bench("test_a: bad").then(Map.of("app.py", "half")).modelReaches(limit, 2);
      Healing healing = heal(bench);
      assertEquals(limit, healing.problem().orElseThrow().code());
      assertEquals(1, bench.prompts.size());
      assertEquals(1, healing.attempts().size());
      assertTrue(bench.isAsAtFirst());
    }
    ScriptedBench good =
        bench("test_a: bad")
            .then(Map.of("app.py", "test_a: good"))
            .modelReaches(ProblemCode.LIMIT_TURNS, 2);
    assertEquals(Verdict.HEALED, heal(good).verdict());
  }

  @Test
  void an_attempt_that_a_limit_leaves_nothing_for_is_none() throws InterruptedException {
    ScriptedBench bench = bench("test_a: bad").modelReaches(ProblemCode.LIMIT_COST, 0);
    Healing healing = heal(bench);
    assertEquals(List.of(), healing.attempts());
    assertEquals(ProblemCode.LIMIT_COST, healing.problem().orElseThrow().code());
  }

  @Test
  void a_signal_ends_it_before_the_model_is_asked() throws InterruptedException {
    ScriptedBench bench = bench("test_a: bad");
    bench.breakOff();
    Healing healing = heal(bench);
    assertEquals(Verdict.STOPPED, healing.verdict());
    assertEquals(List.of(), bench.prompts);
  }

  @Test
  void a_program_that_is_not_there_cannot_be_healed() throws InterruptedException {
    ScriptedBench bench =
        new ScriptedBench(
            (command, files) -> new Output(127, "bash: line 1: pytest: command not found\n"));
    Healing healing = heal(bench);
    assertEquals(Verdict.UNRUNNABLE, healing.verdict());
    assertEquals(1, bench.ran.size());
  }

  @Test
  void a_part_that_chooses_something_else_is_not_used() throws InterruptedException {
    ScriptedBench bench =
        new ScriptedBench(
                (command, files) ->
                    command.contains("::")
                        ? new Output(4, "ERROR: not found\n")
                        : pytest(command, files))
            .with("app.py", "test_a: bad")
            .then(Map.of("app.py", "test_a: good"));
    assertEquals(Verdict.HEALED, heal(bench).verdict());
    assertEquals(List.of(COMMAND, COMMAND + " test_app.py::test_a", COMMAND, COMMAND), bench.ran);
  }

  @Test
  void without_a_repository_it_is_healed_and_not_committed() throws InterruptedException {
    ScriptedBench bench = bench("test_a: bad").then(Map.of("app.py", "test_a: good"));
    bench.noCommit = Optional.of(new Problem(ProblemCode.NO_REPOSITORY, "there is none", "", ""));
    Healing healing = heal(bench);
    assertEquals(Verdict.HEALED, healing.verdict());
    assertEquals(Optional.empty(), healing.problem());
    assertTrue(healing.text().contains("not committed"), healing.text());
  }

  @Test
  void the_prompt_names_what_fails_and_what_is_protected_and_stays_within_the_room()
      throws InterruptedException {
    StringBuilder source = new StringBuilder();
    for (int i = 0; i < 400; i++) {
      source.append("test_").append(i).append(": bad\n");
    }
    ScriptedBench bench = bench(source.toString());
    heal(bench, 1, Healer.Rest.TAKEN_BACK);
    String prompt = bench.prompts.getFirst();
    assertTrue(prompt.contains("400 of 400 tests fail (pytest)"), prompt);
    assertTrue(prompt.contains("test_app.py::test_0"), prompt);
    assertTrue(prompt.contains("Protected: tests, CI files, lock files"), prompt);
    assertTrue(prompt.length() < 6_000, prompt.length() + " characters");
    assertFalse(prompt.contains("Tried before"), prompt);
  }
}
