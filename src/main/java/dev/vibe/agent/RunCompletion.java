package dev.vibe.agent;

import dev.vibe.agent.Gate.MissingPermission;
import dev.vibe.event.Event;
import dev.vibe.event.EventBus;
import dev.vibe.event.RunResult.Ending;
import dev.vibe.git.GitRepository;
import dev.vibe.git.GitWorkspace;
import dev.vibe.git.commit.ChangedFile;
import dev.vibe.git.commit.CommitNote;
import dev.vibe.git.commit.CommitOutcome;
import dev.vibe.git.commit.CommitRequest;
import dev.vibe.git.commit.RunChanges;
import dev.vibe.git.patch.Patch;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.text.Names;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Completion of a run whose loop has ended: commits what is left, if asked to, keeps its patch, and
 * makes its outcome. How it counts is {@link RunOutcomePolicy}'s. Owned by the session's thread.
 */
public final class RunCompletion {

  /** The repository and the run's part in it. */
  public record Work(
      GitWorkspace git, RunChanges changes, Supplier<CommitNote> note, PatchSink patches) {}

  /** Port by which the run's change is kept somewhere else, too. */
  public interface PatchSink {

    PatchSink NONE = patch -> Optional.empty();

    /**
     * Blocks on disk; never throws.
     *
     * @param patch computed when it is asked for
     * @return what went wrong; empty when the patch was kept whole
     */
    Optional<Problem> keep(Supplier<Patch> patch);
  }

  /** Outcome of a run, as it goes into the result record. */
  record Outcome(Ending ending, String answer, List<String> changedFiles, List<String> commits) {}

  private final List<RunRequirement> requirements;
  private final Work work;
  private final RunTally tally;
  private final EventBus bus;

  public RunCompletion(List<RunRequirement> requirements, Work work, RunTally tally, EventBus bus) {
    this.requirements = List.copyOf(requirements);
    this.work = work;
    this.tally = tally;
    this.bus = bus;
  }

  /**
   * Files that the run changed and was to commit, and that no commit holds; none where it need not.
   */
  List<String> uncommitted(Gate.Commits commits) {
    boolean isWanted =
        requirements.contains(RunRequirement.COMMIT_ALL)
            && !requirements.contains(RunRequirement.DRY_RUN)
            && commits == Gate.Commits.NOT_REFUSED
            && work.git() instanceof GitRepository;
    return isWanted ? pending() : List.of();
  }

  private List<String> pending() {
    return work.changes().pending().stream().map(file -> file.path().relative()).toList();
  }

  Outcome complete(Next.End end, List<MissingPermission> missing, Gate.Commits mayCommit) {
    Optional<Problem> commit = commitRest(end, mayCommit);
    List<String> changed = changedFiles();
    List<String> commits = work.git().standing(tally.commits());
    Optional<Problem> patch = work.patches().keep(() -> work.git().patch(work.changes()));
    String answer =
        switch (end) {
          case Next.End.Stopped(Stop stop, String lastText) -> lastText.strip();
          case Next.End.Answered(String text) -> text.strip();
        };
    if (tally.isUnverified() && VerificationClaim.isIn(answer)) {
      bus.publish(Event.NoticeRaised.of(unverified()));
    }
    Ending ending =
        RunOutcomePolicy.of(
            end,
            new RunOutcomePolicy.Evidence(
                requirements,
                missing,
                commit,
                tally.failures(),
                tally.notCommitted(),
                new RunOutcomePolicy.Work(changed.size() + tally.plannedFiles().size(), commits),
                patch));
    ending = withWaysOut(ending, changed);
    work.changes().endRun();
    return new Outcome(ending, answer, changed, commits);
  }

  private static Problem unverified() {
    return new Problem(
        ProblemCode.CLAIM_UNVERIFIED,
        "the answer says that something passes, and nothing was run that shows it",
        "no command ended well since the last change of a file",
        "run the tests yourself");
  }

  /** A run that ended badly says what it left, and what can be done with it. */
  private Ending withWaysOut(Ending ending, List<String> changed) {
    if (!(ending instanceof Ending.Badly(ExitCode exitCode, Problem problem))
        || changed.isEmpty()
        || requirements.contains(RunRequirement.DRY_RUN)) {
      return ending;
    }
    List<String> left = pending();
    if (left.isEmpty()) {
      return ending;
    }
    String ways =
        Names.some(left)
            + (left.size() == 1 ? " is" : " are")
            + " changed and not committed: vibe -c goes on, vibe undo takes it back";
    String remedy = problem.remedy().isEmpty() ? ways : problem.remedy() + "; " + ways;
    return new Ending.Badly(
        exitCode, new Problem(problem.code(), problem.what(), problem.cause(), remedy));
  }

  /** A file that was changed and changed back, or made and removed, is as it was. */
  private List<String> changedFiles() {
    Set<String> asFound = work.changes().asFound();
    return tally.changedFiles().stream().filter(file -> !asFound.contains(file)).toList();
  }

  /**
   * Commits what the run left, if that was asked for and it answered; also where something else was
   * refused, because what is changed is changed.
   */
  private Optional<Problem> commitRest(Next.End end, Gate.Commits mayCommit) {
    return requirements.contains(RunRequirement.COMMIT_ALL)
            && end instanceof Next.End.Answered
            && mayCommit == Gate.Commits.NOT_REFUSED
        ? commitRest()
        : Optional.empty();
  }

  private Optional<Problem> commitRest() {
    if (requirements.contains(RunRequirement.DRY_RUN)) {
      rehearseCommit();
      return Optional.empty();
    }
    List<ChangedFile> files = work.changes().pending();
    if (files.isEmpty()) {
      return Optional.empty();
    }
    CommitRequest request =
        new CommitRequest(
            ChangeSubject.of(files), List.of(), CommitRequest.Form.LEFT_OVER, work.note().get());
    return switch (work.git().commit(work.changes(), request)) {
      case CommitOutcome.Committed made -> {
        List<String> names = made.files().stream().map(CommitOutcome.File::path).toList();
        bus.publish(new Event.Committed(made.id(), made.message(), names));
        made.remarks().forEach(remark -> bus.publish(Event.NoticeRaised.of(remarked(remark))));
        yield skipped(made.skipped());
      }
      case CommitOutcome.Nothing(List<CommitOutcome.Skipped> skipped) -> skipped(skipped);
      case CommitOutcome.Refused(Problem problem) -> Optional.of(problem);
    };
  }

  /** Shows the commit that would be made of the edits that no commit of the run has covered. */
  private void rehearseCommit() {
    List<String> files = tally.plannedFiles();
    if (!files.isEmpty() && !tally.plannedCommit()) {
      String message = ChangeSubject.of(List.of(), files, List.of());
      bus.publish(new Event.Committed("", message, files));
    }
  }

  private static Problem remarked(String remark) {
    return new Problem(ProblemCode.COMMIT_REMARK, remark, "", "");
  }

  private static Optional<Problem> skipped(List<CommitOutcome.Skipped> skipped) {
    if (skipped.isEmpty()) {
      return Optional.empty();
    }
    String files =
        skipped.stream()
            .map(file -> file.path() + " (" + file.reason() + ")")
            .collect(Collectors.joining(", "));
    return Optional.of(
        new Problem(
            ProblemCode.NOT_COMMITTED,
            "not everything that the run changed could be committed",
            files,
            "look at it with git diff, and commit it by hand"));
  }
}
