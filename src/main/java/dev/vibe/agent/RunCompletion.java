package dev.vibe.agent;

import dev.vibe.agent.Permits.MissingPermission;
import dev.vibe.approval.Approver;
import dev.vibe.approval.Question;
import dev.vibe.effect.Effect;
import dev.vibe.event.Event;
import dev.vibe.event.EventBus;
import dev.vibe.event.RunResult;
import dev.vibe.event.RunResult.Ending;
import dev.vibe.event.RunResult.Evidence;
import dev.vibe.git.GitRepository;
import dev.vibe.git.GitWorkspace;
import dev.vibe.git.commit.ChangedFile;
import dev.vibe.git.commit.CommitNote;
import dev.vibe.git.commit.CommitOutcome;
import dev.vibe.git.commit.CommitRequest;
import dev.vibe.git.commit.CommitTerms;
import dev.vibe.git.commit.RunChanges;
import dev.vibe.git.commit.ToolCaches;
import dev.vibe.git.patch.Patch;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.text.Names;
import dev.vibe.text.QuotedName;
import java.time.Duration;
import java.util.ArrayList;
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

  private static final Duration SUBAGENTS_END = Duration.ofSeconds(10);

  /** The repository and the run's part in it. */
  public record Work(
      GitWorkspace git,
      RunChanges changes,
      Supplier<CommitNote> note,
      CommitTerms terms,
      PatchSink patches) {}

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
  record Outcome(
      Ending ending,
      String answer,
      List<String> changedFiles,
      List<String> commits,
      Evidence evidence) {}

  private final List<RunRequirement> requirements;
  private final Work work;
  private final RunTally tally;
  private final EventBus bus;
  private final Publisher publisher;

  /** Whose results are published nowhere. */
  public RunCompletion(List<RunRequirement> requirements, Work work, RunTally tally, EventBus bus) {
    this(requirements, work, tally, bus, Publisher.NONE);
  }

  private RunCompletion(
      List<RunRequirement> requirements,
      Work work,
      RunTally tally,
      EventBus bus,
      Publisher publisher) {
    this.publisher = publisher;
    this.requirements = List.copyOf(requirements);
    this.work = work;
    this.tally = tally;
    this.bus = bus;
  }

  /** The same with results that are published. */
  public RunCompletion publishing(Publisher other) {
    return new RunCompletion(requirements, work, tally, bus, other);
  }

  /** What subagents have used since this was last asked. */
  Spending takeSpending() {
    return tally.takeSpending();
  }

  /** Waits for subagents that were told to stop; not for long, as something may hold one. */
  void awaitSubagents() {
    tally.awaitSubagents(SUBAGENTS_END);
  }

  /** Publishes what a run came to; as {@link Publisher#publish}. */
  RunResult published(RunResult result) {
    boolean hasPlans = !tally.plannedFiles().isEmpty() || tally.plannedCommit();
    return publisher.publish(new Publisher.Finished(result, hasPlans), bus::publish);
  }

  /**
   * Files that the run has changed so far; in a dry run, those that it would have changed. What a
   * test run leaves in a cache is none of them.
   */
  List<String> changed() {
    List<String> changed =
        new ArrayList<>(
            tally.changedFiles().stream().filter(file -> !ToolCaches.has(file)).toList());
    changed.addAll(tally.plannedFiles());
    changed.addAll(tally.commits());
    return changed;
  }

  /** As {@link RunTally#stateOfFiles}. */
  int stateOfFiles() {
    return tally.stateOfFiles();
  }

  /**
   * Files that the run changed and was to commit, and that no commit holds; none where it need not.
   */
  List<String> uncommitted(Permits.Commits commits) {
    boolean isWanted =
        requirements.contains(RunRequirement.COMMIT_ALL)
            && !requirements.contains(RunRequirement.DRY_RUN)
            && commits == Permits.Commits.NOT_REFUSED
            && work.git().present() instanceof GitRepository;
    return isWanted ? pending() : List.of();
  }

  private List<String> pending() {
    return work.changes().pending().stream().map(file -> file.path().relative()).toList();
  }

  /**
   * Completes it; may block on a person.
   *
   * @param refused what was refused in the session although nobody wanted that
   * @param approver asked when the last commit would hold a secret
   */
  Outcome complete(
      Next.End end, List<MissingPermission> refused, Permits.Commits mayCommit, Approver approver) {
    List<MissingPermission> missing = stillMissing(refused);
    Optional<Problem> commit = commitRest(end, mayCommit, approver);
    List<String> changed = changedFiles();
    List<String> commits = work.git().standing(tally.commits());
    Optional<Problem> patch = work.patches().keep(() -> work.git().patch(work.changes()));
    String answer =
        switch (end) {
          case Next.End.Stopped(Stop stop, String lastText) -> lastText.strip();
          case Next.End.Answered(String text) -> text.strip();
        };
    boolean isClaimed = tally.isUnverified() && VerificationClaim.isIn(answer);
    if (isClaimed) {
      bus.publish(Event.NoticeRaised.of(unverified()));
    }
    Ending ending =
        RunOutcomePolicy.of(
            end,
            new RunOutcomePolicy.Evidence(
                requirements,
                missing,
                tally.hindrances(),
                commit,
                tally.failures(),
                tally.notCommitted(),
                new RunOutcomePolicy.Work(changed.size() + tally.plannedFiles().size(), commits),
                patch));
    ending = isAtWindow(end) ? withCommit(ending, commit) : ending;
    ending = withWaysOut(ending);
    if (!requirements.contains(RunRequirement.PART_OF_ANOTHER)) {
      work.changes().endRun();
    }
    return new Outcome(
        ending,
        answer,
        changed,
        commits,
        isClaimed ? new Evidence.Claimed() : new Evidence.Nothing());
  }

  private static Problem unverified() {
    return new Problem(
        ProblemCode.CLAIM_UNVERIFIED,
        "the answer says that something passes, and nothing was run that shows it",
        "no command ended well since the last change of a file",
        "run the tests yourself");
  }

  /** A run that ended at the window says why what it changed could not be committed. */
  private static Ending withCommit(Ending ending, Optional<Problem> commit) {
    return commit.isPresent() && ending instanceof Ending.Badly(ExitCode exitCode, Problem problem)
        ? new Ending.Badly(
            exitCode,
            new Problem(
                problem.code(),
                problem.what(),
                problem.cause() + "; not committed: " + commit.get().what(),
                problem.remedy()))
        : ending;
  }

  /** A run that ended badly says what the session left, and what can be done with it. */
  private Ending withWaysOut(Ending ending) {
    if (!(ending instanceof Ending.Badly(ExitCode exitCode, Problem problem))
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

  /**
   * A file that was changed and changed back, or made and removed, is as it was; also where
   * somebody else did that.
   */
  private List<String> changedFiles() {
    if (requirements.contains(RunRequirement.DRY_RUN)) {
      return List.of(); // what was only shown is not on the disk, where it would be looked for
    }
    Set<String> asFound = work.changes().asFound();
    return tally.changedFiles().stream().filter(file -> !asFound.contains(file)).toList();
  }

  /** A secret that was taken out before the rest was committed needs no permission any more. */
  private List<MissingPermission> stillMissing(List<MissingPermission> refused) {
    if (refused.stream().noneMatch(RunCompletion::isOfCommit)) {
      return refused;
    }
    boolean commits =
        !tally.commits().isEmpty() || requirements.contains(RunRequirement.COMMIT_ALL);
    CommitRequest rest = new CommitRequest("rest", List.of(), work.note().get(), work.terms());
    return commits && work.git().objection(work.changes(), rest).isEmpty()
        ? refused.stream().filter(permission -> !isOfCommit(permission)).toList()
        : refused;
  }

  private static boolean isOfCommit(MissingPermission permission) {
    return permission
        .objection()
        .filter(problem -> problem.code() != ProblemCode.OUTSIDE_SANDBOX)
        .isPresent();
  }

  /**
   * Commits what the run left, if that was asked for and it answered or came to the window's end;
   * also where something else was refused, because what is changed is changed.
   */
  private Optional<Problem> commitRest(Next.End end, Permits.Commits mayCommit, Approver approver) {
    return requirements.contains(RunRequirement.COMMIT_ALL)
            && (end instanceof Next.End.Answered || isAtWindow(end))
            && mayCommit == Permits.Commits.NOT_REFUSED
        ? commitRest(approver)
        : Optional.empty();
  }

  /** No later try would get further with this conversation, so what was done is not left behind. */
  private static boolean isAtWindow(Next.End end) {
    return end instanceof Next.End.Stopped(Stop stop, String lastText)
        && stop.problem().code() == ProblemCode.CONTEXT_OVERFLOW;
  }

  private Optional<Problem> commitRest(Approver approver) {
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
            ChangeSubject.of(files),
            List.of(),
            CommitRequest.Form.LEFT_OVER,
            work.note().get(),
            work.terms());
    Optional<Problem> objection = bus.before(announced(request, files));
    return objection.isPresent()
        ? objection
        : committed(request, work.git().commit(work.changes(), request), approver);
  }

  private static Event.Committed announced(CommitRequest request, List<ChangedFile> files) {
    return new Event.Committed(
        "", request.message(), files.stream().map(file -> file.path().relative()).toList());
  }

  private Optional<Problem> committed(
      CommitRequest request, CommitOutcome outcome, Approver approver) {
    return switch (outcome) {
      case CommitOutcome.Committed made -> {
        List<String> names = made.files().stream().map(CommitOutcome.File::path).toList();
        bus.publish(new Event.Committed(made.id(), made.message(), names));
        made.warning().ifPresent(warning -> bus.publish(Event.NoticeRaised.of(warning)));
        made.remarks().forEach(remark -> bus.publish(Event.NoticeRaised.of(remarked(remark))));
        yield skipped(made.skipped());
      }
      case CommitOutcome.Nothing(List<CommitOutcome.Skipped> skipped) -> skipped(skipped);
      case CommitOutcome.HoldsSecrets(Problem problem) -> {
        CommitRequest allowed = request.allowingSecrets();
        yield isAllowed(request, problem, approver)
            ? committed(allowed, work.git().commit(work.changes(), allowed), approver)
            : Optional.of(problem);
      }
      case CommitOutcome.Stopped(Problem problem, String said) ->
          Optional.of(said.isEmpty() ? problem : withCause(problem, said));
      case CommitOutcome.Refused(Problem problem) -> Optional.of(problem);
    };
  }

  /** With the words of a hook. */
  private static Problem withCause(Problem problem, String said) {
    String cause = problem.cause() + ": " + said.lines().collect(Collectors.joining(" / "));
    return new Problem(problem.code(), problem.what(), cause, problem.remedy());
  }

  /** A yes is good for this commit alone. */
  private boolean isAllowed(CommitRequest request, Problem objection, Approver approver) {
    List<String> files =
        work.changes().pending().stream().map(file -> file.path().relative()).toList();
    Question question =
        new Question(
            "commit " + request.subject(),
            List.of(new Effect.Commit(request.message(), files)),
            objection.what() + ": " + objection.cause(),
            Question.Lasting.ONCE,
            "");
    return approver.ask(question).isYes();
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
            .map(file -> QuotedName.of(file.path()) + " (" + file.reason() + ")")
            .collect(Collectors.joining(", "));
    return Optional.of(
        new Problem(
            ProblemCode.NOT_COMMITTED,
            "not everything that the run changed could be committed",
            files,
            "look at it with git diff, and commit it by hand"));
  }
}
