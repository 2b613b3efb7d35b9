package dev.vibe.agent;

import dev.vibe.agent.Permits.MissingPermission;
import dev.vibe.conversation.ToolResult;
import dev.vibe.event.RunResult.Ending;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.provider.ModelEvent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Policy that decides how a run counts: well, or with which exit code and problem. Pure.
 *
 * <p>Of several reasons the first counts, in this order: for a loop that was stopped, why (but a
 * model that gave up because of what it was refused was refused); for one that answered, a missing
 * permission, what the machine did not let it do, a commit that could not be made whole, a call
 * that failed, a file that a commit left out, and that nothing changed. Last, whatever the rest,
 * comes a patch that could not be kept.
 */
final class RunOutcomePolicy {

  /** Digits of a commit's name that people read. */
  private static final int SHORT = 7;

  private RunOutcomePolicy() {}

  /**
   * Facts that are known of a run when its loop has ended and its rest was committed.
   *
   * @param missing what was refused although nobody wanted that
   * @param hindrances what the machine kept it from doing
   * @param commit why what was left could not be committed whole; empty when it was, or need not be
   * @param failures results of calls that did not do what they were to do
   * @param notCommitted files that commits of the run had to leave out
   * @param work what it came to
   * @param patch why the run's change could not be kept elsewhere
   */
  record Evidence(
      List<RunRequirement> requirements,
      List<MissingPermission> missing,
      List<Problem> hindrances,
      Optional<Problem> commit,
      List<ToolResult> failures,
      List<Problem> notCommitted,
      Work work,
      Optional<Problem> patch) {}

  /**
   * Work that was done.
   *
   * @param files how many are not as they were, or in a dry run would not be
   * @param commits full names
   */
  record Work(int files, List<String> commits) {}

  static Ending of(Next.End end, Evidence evidence) {
    Optional<Ending> bad =
        switch (end) {
          case Next.End.Stopped(Stop stop, String lastText) -> Optional.of(stopped(stop, evidence));
          case Next.End.Answered a -> answered(evidence);
        };
    return bad.or(() -> evidence.patch().map(RunOutcomePolicy::failed)).orElseGet(Ending.Well::new);
  }

  /** Whether the work needed a permission that nobody could give. */
  static boolean isRefused(List<MissingPermission> missing) {
    return missing.stream().anyMatch(MissingPermission::changes);
  }

  /** How a run ends when its model gives no reply. */
  static ExitCode exitCode(ModelEvent.Kind failure) {
    return switch (failure) {
      case UNREACHABLE, QUOTA, REJECTED -> ExitCode.UNREACHABLE;
      case UNAUTHORIZED -> ExitCode.UNAUTHORIZED;
      case CONTEXT_OVERFLOW -> ExitCode.LIMIT;
      case CANCELLED -> ExitCode.INTERRUPTED;
    };
  }

  /** A model that gave up because it was refused what it needed was refused, not stuck. */
  private static Ending stopped(Stop stop, Evidence evidence) {
    Ending asStopped = new Ending.Badly(stop.exitCode(), stop.problem());
    return stop.exitCode() == ExitCode.FAILED ? refused(evidence).orElse(asStopped) : asStopped;
  }

  private static Optional<Ending> answered(Evidence evidence) {
    return refused(evidence)
        .or(() -> evidence.hindrances().stream().findFirst().map(RunOutcomePolicy::failed))
        .or(() -> evidence.commit().map(RunOutcomePolicy::notCommitted))
        .or(() -> notApplied(evidence))
        .or(() -> evidence.notCommitted().stream().findFirst().map(RunOutcomePolicy::failed))
        .or(() -> unchanged(evidence));
  }

  /** What somebody has to allow first was refused; all else failed. */
  private static Ending notCommitted(Problem problem) {
    return problem.code() == ProblemCode.SECRET_FOUND
        ? new Ending.Badly(ExitCode.REFUSED, problem)
        : failed(problem);
  }

  private static Ending failed(Problem problem) {
    return new Ending.Badly(ExitCode.FAILED, problem);
  }

  private static Optional<Ending> refused(Evidence evidence) {
    List<MissingPermission> missing = evidence.missing();
    if (!isRefused(missing)) {
      return Optional.empty();
    }
    List<MissingPermission> wanted = missing.stream().filter(MissingPermission::changes).toList();
    Optional<Problem> objection =
        wanted.stream().flatMap(permission -> permission.objection().stream()).findFirst();
    if (objection.isPresent()) {
      return objection.map(problem -> new Ending.Badly(ExitCode.REFUSED, problem));
    }
    String titles =
        wanted.stream().map(MissingPermission::title).distinct().collect(Collectors.joining(", "));
    String remedies =
        wanted.stream()
            .map(MissingPermission::remedy)
            .distinct()
            .collect(Collectors.joining("   or   "));
    return Optional.of(
        new Ending.Badly(
            ExitCode.REFUSED,
            new Problem(
                ProblemCode.REFUSED,
                "the work needed a permission that nobody could give",
                cause(titles, evidence.work().commits()),
                remedies)));
  }

  private static String cause(String titles, List<String> commits) {
    return commits.isEmpty()
        ? "refused: " + titles
        : "committed "
            + commits.stream()
                .map(id -> id.substring(0, Math.min(SHORT, id.length())))
                .collect(Collectors.joining(", "))
            + "; not verified: "
            + titles
            + " was not allowed";
  }

  /** In a dry run a command or commit is denied only because it is one. */
  private static Optional<Ending> notApplied(Evidence evidence) {
    if (!evidence.requirements().contains(RunRequirement.APPLY_ALL)) {
      return Optional.empty();
    }
    boolean dryRun = evidence.requirements().contains(RunRequirement.DRY_RUN);
    return evidence.failures().stream()
        .filter(result -> !dryRun || result.outcome() != ToolResult.Outcome.DENIED)
        .findFirst()
        .map(
            result ->
                failed(
                    new Problem(
                        ProblemCode.NOT_APPLIED,
                        "not everything could be applied",
                        result.toolName() + ": " + result.text().lines().findFirst().orElse(""),
                        "the answer has the whole; solve that, then apply what is missing")));
  }

  private static Optional<Ending> unchanged(Evidence evidence) {
    if (!evidence.requirements().contains(RunRequirement.CHANGE_SOMETHING)
        || evidence.work().files() + evidence.work().commits().size() > 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Ending.Badly(
            ExitCode.UNCHANGED,
            new Problem(
                ProblemCode.UNCHANGED,
                "the run changed nothing",
                "--fail-if-no-change was given",
                "read the answer for the reason")));
  }
}
