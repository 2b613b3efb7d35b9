package dev.vibe.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.agent.Permits.MissingPermission;
import dev.vibe.agent.RunOutcomePolicy.Evidence;
import dev.vibe.conversation.CallId;
import dev.vibe.conversation.ToolResult;
import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.event.RunResult.Ending;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.provider.ModelEvent;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which exit code and problem a run ends with, and which of several reasons counts. */
class RunOutcomePolicyTest {

  private static final Next.End ANSWERED = new Next.End.Answered("Done.");
  private static final Problem COMMIT = Stop.requested(ExitCode.TIMEOUT).problem();
  private static final Problem LEFT_OUT = Stop.requested(ExitCode.TERMINATED).problem();
  private static final Problem PATCH = Stop.requested(ExitCode.INTERRUPTED).problem();

  private static final Problem FULL_DISK =
      new Problem(ProblemCode.DISK_FULL, "cannot write a.txt", "no space left", "make room");

  private static final MissingPermission TO_RUN =
      new MissingPermission("run mvn test", "--mode auto", true);
  private static final MissingPermission TO_READ =
      new MissingPermission("read .env", "saying yes", false);

  private static ToolResult failure(Outcome outcome) {
    return new ToolResult(new CallId("abcdefghi"), "str_replace", outcome, "no such text\nmore");
  }

  private static Next.End stopped(ExitCode code) {
    return new Next.End.Stopped(new Stop(code, COMMIT), "so far");
  }

  private static Ending.Badly badly(Next.End end, Evidence evidence) {
    return assertInstanceOf(Ending.Badly.class, RunOutcomePolicy.of(end, evidence));
  }

  /** Everything that can be wrong with a run that answered, by the order in which it counts. */
  private static final class Wrong {
    private final List<RunRequirement> requirements =
        List.of(
            RunRequirement.APPLY_ALL, RunRequirement.COMMIT_ALL, RunRequirement.CHANGE_SOMETHING);
    private List<MissingPermission> missing = List.of(TO_RUN);
    private List<Problem> hindrances = List.of(FULL_DISK);
    private Optional<Problem> commit = Optional.of(COMMIT);
    private List<ToolResult> failures = List.of(failure(Outcome.FAILED));
    private List<Problem> notCommitted = List.of(LEFT_OUT);
    private int changes;
    private Optional<Problem> patch = Optional.of(PATCH);

    private Evidence evidence() {
      return new Evidence(
          requirements,
          missing,
          hindrances,
          commit,
          failures,
          notCommitted,
          new RunOutcomePolicy.Work(changes, List.of()),
          patch);
    }
  }

  private static Evidence nothingWrong(RunRequirement... requirements) {
    return new Evidence(
        List.of(requirements),
        List.of(),
        List.of(),
        Optional.empty(),
        List.of(),
        List.of(),
        new RunOutcomePolicy.Work(0, List.of()),
        Optional.empty());
  }

  /** The loop ended with an answer. */
  @Nested
  class Answered {

    @Test
    void run_with_nothing_wrong_is_done() {
      assertEquals(new Ending.Well(), RunOutcomePolicy.of(ANSWERED, nothingWrong()));
    }

    @Test
    void first_of_several_reasons_counts() {
      Wrong run = new Wrong();
      Ending.Badly refused = badly(ANSWERED, run.evidence());
      assertEquals(ExitCode.REFUSED, refused.exitCode());
      assertTrue(refused.problem().cause().contains("run mvn test"));
      assertTrue(refused.problem().remedy().contains("--mode auto"));

      run.missing = List.of();
      assertEquals(new Ending.Badly(ExitCode.FAILED, FULL_DISK), badly(ANSWERED, run.evidence()));

      run.hindrances = List.of();
      assertEquals(new Ending.Badly(ExitCode.FAILED, COMMIT), badly(ANSWERED, run.evidence()));

      run.commit = Optional.empty();
      Ending.Badly notApplied = badly(ANSWERED, run.evidence());
      assertEquals(ExitCode.FAILED, notApplied.exitCode());
      assertEquals("str_replace: no such text", notApplied.problem().cause());

      run.failures = List.of();
      assertEquals(new Ending.Badly(ExitCode.FAILED, LEFT_OUT), badly(ANSWERED, run.evidence()));

      run.notCommitted = List.of();
      assertEquals(ExitCode.UNCHANGED, badly(ANSWERED, run.evidence()).exitCode());

      run.changes = 1;
      assertEquals(new Ending.Badly(ExitCode.FAILED, PATCH), badly(ANSWERED, run.evidence()));

      run.patch = Optional.empty();
      assertEquals(new Ending.Well(), RunOutcomePolicy.of(ANSWERED, run.evidence()));
    }

    @Test
    void missing_permission_to_read_does_not_count() {
      Wrong run = new Wrong();
      run.missing = List.of(TO_READ);
      assertSame(FULL_DISK, badly(ANSWERED, run.evidence()).problem());
    }

    @Test
    void each_missing_permission_is_named_once() {
      Wrong run = new Wrong();
      run.missing =
          List.of(TO_RUN, TO_READ, TO_RUN, new MissingPermission("commit", "--auto-commit", true));
      Problem problem = badly(ANSWERED, run.evidence()).problem();
      assertEquals("refused: run mvn test, commit", problem.cause());
      assertEquals("--mode auto   or   --auto-commit", problem.remedy());
    }

    @Test
    void failed_call_counts_only_where_all_must_apply() {
      Evidence evidence =
          new Evidence(
              List.of(),
              List.of(),
              List.of(),
              Optional.empty(),
              List.of(failure(Outcome.FAILED)),
              List.of(),
              new RunOutcomePolicy.Work(0, List.of()),
              Optional.empty());
      assertEquals(new Ending.Well(), RunOutcomePolicy.of(ANSWERED, evidence));
    }

    @Test
    void in_a_dry_run_a_denied_call_is_none_that_failed() {
      List<RunRequirement> dry = List.of(RunRequirement.APPLY_ALL, RunRequirement.DRY_RUN);
      Evidence denied =
          new Evidence(
              dry,
              List.of(),
              List.of(),
              Optional.empty(),
              List.of(failure(Outcome.DENIED)),
              List.of(),
              new RunOutcomePolicy.Work(0, List.of()),
              Optional.empty());
      assertEquals(new Ending.Well(), RunOutcomePolicy.of(ANSWERED, denied));

      Evidence invalid =
          new Evidence(
              dry,
              List.of(),
              List.of(),
              Optional.empty(),
              List.of(failure(Outcome.DENIED), failure(Outcome.INVALID)),
              List.of(),
              new RunOutcomePolicy.Work(0, List.of()),
              Optional.empty());
      assertEquals(ExitCode.FAILED, badly(ANSWERED, invalid).exitCode());
    }

    @Test
    void run_without_a_change_is_well_unless_one_was_asked_for() {
      assertEquals(new Ending.Well(), RunOutcomePolicy.of(ANSWERED, nothingWrong()));
      assertEquals(
          ExitCode.UNCHANGED,
          badly(ANSWERED, nothingWrong(RunRequirement.CHANGE_SOMETHING)).exitCode());
    }
  }

  /** The loop ended before the model was done. */
  @Nested
  class Stopped {

    @ParameterizedTest
    @EnumSource(
        value = ExitCode.class,
        names = {"DONE", "FAILED"},
        mode = EnumSource.Mode.EXCLUDE)
    void reason_of_the_stop_counts_before_all_others(ExitCode code) {
      assertEquals(new Ending.Badly(code, COMMIT), badly(stopped(code), new Wrong().evidence()));
    }

    @Test
    void model_that_gave_up_was_refused_if_it_lacked_a_permission() {
      Wrong run = new Wrong();
      assertEquals(ExitCode.REFUSED, badly(stopped(ExitCode.FAILED), run.evidence()).exitCode());

      run.missing = List.of(TO_READ);
      assertEquals(
          new Ending.Badly(ExitCode.FAILED, COMMIT),
          badly(stopped(ExitCode.FAILED), run.evidence()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "UNREACHABLE, UNREACHABLE",
    "QUOTA, UNREACHABLE",
    "REJECTED, UNREACHABLE",
    "UNAUTHORIZED, UNAUTHORIZED",
    "CONTEXT_OVERFLOW, LIMIT",
    "CANCELLED, INTERRUPTED"
  })
  void failure_of_the_model_has_its_exit_code(ModelEvent.Kind failure, ExitCode code) {
    assertEquals(code, RunOutcomePolicy.exitCode(failure));
  }

  @Test
  void only_what_changes_something_makes_a_run_refused() {
    assertEquals(false, RunOutcomePolicy.isRefused(List.of()));
    assertEquals(false, RunOutcomePolicy.isRefused(List.of(TO_READ)));
    assertEquals(true, RunOutcomePolicy.isRefused(List.of(TO_READ, TO_RUN)));
  }
}
