package dev.vibe.agent;

import dev.vibe.agent.Gate.MissingPermission;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.ToolResult;
import dev.vibe.event.Event;
import dev.vibe.event.EventBus;
import dev.vibe.event.RunResult.Ending;
import dev.vibe.git.GitWorkspace;
import dev.vibe.git.commit.CommitNote;
import dev.vibe.git.commit.CommitOutcome;
import dev.vibe.git.commit.CommitRequest;
import dev.vibe.git.commit.RunChanges;
import dev.vibe.git.patch.Patch;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What happens when the loop has ended: commits what is left, if asked to, and settles how the run
 * counts. Owned by the session's thread.
 */
public final class RunCompletion {

  /** Longest first line of a commit message that is made here, as Git's own tools advise. */
  private static final int SUBJECT = 72;

  /** What a run has promised on its command line. */
  public enum Requirement {
    /** What the run changed and did not commit is committed when it ends well. */
    COMMIT_ALL,
    /** A run in which a call fails has failed. */
    APPLY_ALL,
    /** A run that changes nothing has failed. */
    CHANGE_SOMETHING,
    /** Nothing may be changed. */
    DRY_RUN
  }

  /** The repository and the run's part in it. */
  public record Work(
      GitWorkspace git, RunChanges changes, Supplier<CommitNote> note, PatchSink keepsake) {}

  /** Keeps the run's change somewhere else, too. */
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

  /** What goes into the result record. */
  record Outcome(Ending ending, String answer, List<String> changedFiles, List<String> commits) {}

  private final List<Requirement> promises;
  private final Work work;
  private final RunTally facts;
  private final EventBus bus;

  public RunCompletion(List<Requirement> promises, Work work, RunTally facts, EventBus bus) {
    this.promises = List.copyOf(promises);
    this.work = work;
    this.facts = facts;
    this.bus = bus;
  }

  Outcome close(Message.User prompt, Agent.End end, List<MissingPermission> unasked) {
    Ending ending =
        switch (end) {
          case Agent.End.Stopped(Stop stop, String lastText) -> stopped(stop, unasked);
          case Agent.End.Answered(String answer) -> answered(prompt, answer, unasked);
        };
    String answer =
        switch (end) {
          case Agent.End.Stopped(Stop stop, String lastText) -> lastText;
          case Agent.End.Answered(String text) -> text;
        };
    Optional<Problem> notKept = work.keepsake().keep(() -> work.git().patch(work.changes()));
    if (ending instanceof Ending.Well && notKept.isPresent()) {
      ending = new Ending.Badly(ExitCode.FAILED, notKept.get());
    }
    List<String> changed = changedFiles();
    work.changes().endRun();
    return new Outcome(ending, answer.strip(), changed, facts.commits());
  }

  /** A file that was changed and changed back, or made and removed, is as it was. */
  private List<String> changedFiles() {
    Set<String> asFound = work.changes().asFound();
    return facts.changedFiles().stream().filter(file -> !asFound.contains(file)).toList();
  }

  /** A model that gave up because it was refused what it needed was refused, not stuck. */
  private static Ending stopped(Stop stop, List<MissingPermission> unasked) {
    return stop.exitCode() == ExitCode.FAILED
        ? refused(unasked).orElse(new Ending.Badly(stop.exitCode(), stop.problem()))
        : new Ending.Badly(stop.exitCode(), stop.problem());
  }

  private Ending answered(Message.User prompt, String answer, List<MissingPermission> unasked) {
    Optional<Ending> bad = refused(unasked);
    if (bad.isEmpty() && promises.contains(Requirement.COMMIT_ALL)) {
      bad = commitRest(prompt, answer);
    }
    return bad.or(this::notApplied)
        .or(this::leftUncommitted)
        .or(this::unchanged)
        .orElse(new Ending.Well());
  }

  private static Optional<Ending> refused(List<MissingPermission> unasked) {
    List<MissingPermission> wanted = unasked.stream().filter(MissingPermission::changes).toList();
    if (wanted.isEmpty()) {
      return Optional.empty();
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
                "refused: " + titles,
                remedies)));
  }

  private Optional<Ending> commitRest(Message.User prompt, String answer) {
    if (promises.contains(Requirement.DRY_RUN)) {
      rehearseCommit(prompt, answer);
      return Optional.empty();
    }
    if (work.changes().pending().isEmpty()) {
      return Optional.empty();
    }
    CommitRequest request =
        new CommitRequest(message(prompt, answer), List.of(), work.note().get());
    return switch (work.git().commit(work.changes(), request)) {
      case CommitOutcome.Committed made -> {
        List<String> files = made.files().stream().map(CommitOutcome.File::path).toList();
        bus.publish(new Event.Committed(made.id(), made.message(), files));
        yield skipped(made.skipped());
      }
      case CommitOutcome.Nothing(List<CommitOutcome.Skipped> skipped) -> skipped(skipped);
      case CommitOutcome.Refused(Problem problem) ->
          Optional.of(new Ending.Badly(ExitCode.FAILED, problem));
    };
  }

  /** Shows the commit that would be made of the edits that no commit of the run has covered. */
  private void rehearseCommit(Message.User prompt, String answer) {
    List<String> files = facts.plannedFiles();
    if (!files.isEmpty() && !facts.plannedCommit()) {
      bus.publish(new Event.Committed("", message(prompt, answer), files));
    }
  }

  private static Optional<Ending> skipped(List<CommitOutcome.Skipped> skipped) {
    if (skipped.isEmpty()) {
      return Optional.empty();
    }
    String files =
        skipped.stream()
            .map(file -> file.path() + " (" + file.reason() + ")")
            .collect(Collectors.joining(", "));
    return Optional.of(
        new Ending.Badly(
            ExitCode.FAILED,
            new Problem(
                ProblemCode.NOT_COMMITTED,
                "not everything that the run changed could be committed",
                files,
                "look at it with git diff, and commit it by hand")));
  }

  /** In a dry run a command or commit is denied only because it is one. */
  private Optional<Ending> notApplied() {
    boolean dryRun = promises.contains(Requirement.DRY_RUN);
    return facts.failures().stream()
        .filter(result -> promises.contains(Requirement.APPLY_ALL))
        .filter(result -> !dryRun || result.outcome() != ToolResult.Outcome.DENIED)
        .findFirst()
        .map(
            result ->
                new Ending.Badly(
                    ExitCode.FAILED,
                    new Problem(
                        ProblemCode.NOT_APPLIED,
                        "not everything could be applied",
                        result.toolName() + ": " + result.text().lines().findFirst().orElse(""),
                        "the answer has the whole; solve that, then apply what is missing")));
  }

  private Optional<Ending> leftUncommitted() {
    return facts.notCommitted().stream()
        .findFirst()
        .map(problem -> new Ending.Badly(ExitCode.FAILED, problem));
  }

  private Optional<Ending> unchanged() {
    boolean changed =
        !changedFiles().isEmpty() || !facts.plannedFiles().isEmpty() || !facts.commits().isEmpty();
    if (!promises.contains(Requirement.CHANGE_SOMETHING) || changed) {
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

  /**
   * The model's answer as a commit message: its first line, or the task's where it says nothing.
   */
  private static String message(Message.User prompt, String answer) {
    String said = firstLine(answer);
    return said.isEmpty() ? firstLine(Message.textOf(prompt)) : said;
  }

  private static String firstLine(String text) {
    String line = text.strip().lines().findFirst().orElse("").strip();
    while (!line.isEmpty() && "#*-> ".indexOf(line.charAt(0)) >= 0) {
      line = line.substring(1);
    }
    int sentence = line.indexOf(". ");
    String first = sentence > 0 ? line.substring(0, sentence) : line;
    if (first.endsWith(".")) {
      first = first.substring(0, first.length() - 1);
    }
    if (first.length() <= SUBJECT) {
      return first;
    }
    int blank = first.lastIndexOf(' ', SUBJECT - 1);
    return first.substring(0, blank > SUBJECT / 2 ? blank : SUBJECT - 1) + "…";
  }
}
