package dev.vibe.app.assembly;

import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.approval.Approver;
import dev.vibe.approval.Question;
import dev.vibe.effect.Effect;
import dev.vibe.file.IoReason;
import dev.vibe.git.GitRepository;
import dev.vibe.git.GitWorkspace;
import dev.vibe.git.NoRepository;
import dev.vibe.git.StarterRepository;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Check, before a model is asked anything, that a run which is to commit can: that there is a
 * repository, and that Git knows who commits. Makes the repository where that is wanted. Blocks on
 * disk and on a person.
 */
public final class CommitGround {

  /** What a commit fails for however the run goes; a lock may be gone until then. */
  private static final Set<ProblemCode> LASTING =
      Set.of(ProblemCode.NO_GIT_IDENTITY, ProblemCode.BAD_GIT_DATE, ProblemCode.NEEDS_GIT);

  private final HostEnvironment host;
  private final SessionPlan plan;

  public CommitGround(HostEnvironment host, SessionPlan plan) {
    this.host = host;
    this.plan = plan;
  }

  /**
   * Looks.
   *
   * @return whether a repository was made
   * @throws VibeException when there cannot be a commit
   */
  public boolean prepare(Approver approver) {
    RunOptions.Changes changes = plan.options().changes();
    if (!isWanted(changes)) {
      return false;
    }
    boolean isMade = false;
    Optional<Problem> missing = missing();
    if (missing.filter(each -> each.code() == ProblemCode.NO_REPOSITORY).isPresent()
        && (changes.makesRepository() || isAgreed(approver))) {
      make();
      isMade = true;
      missing = missing();
    }
    if (changes.commits() && missing.isPresent()) {
      throw new VibeException(ExitCode.FAILED, withWayOut(missing.get()));
    }
    return isMade;
  }

  /**
   * As {@link #prepare} for a session with a person, which goes on without commits: what is missing
   * becomes a notice of its start.
   *
   * @throws VibeException when the repository that was asked for cannot be made
   */
  public void tell() {
    RunOptions.Changes changes = plan.options().changes();
    if (!isWanted(changes)) {
      return;
    }
    Optional<Problem> missing = missing();
    if (changes.makesRepository()
        && missing.filter(each -> each.code() == ProblemCode.NO_REPOSITORY).isPresent()) {
      make();
      missing = missing();
    }
    missing.map(CommitGround::withWayOut).ifPresent(plan.notices()::add);
  }

  private static boolean isWanted(RunOptions.Changes changes) {
    return (changes.commits() || changes.makesRepository()) && !changes.isDryRun();
  }

  private Optional<Problem> missing() {
    try (GitWorkspace git = SessionAssembly.openGit(host, plan.workspace())) {
      return switch (git) {
        case NoRepository none -> Optional.of(none.reason());
        case GitRepository repository ->
            repository.obstacles().stream()
                .filter(each -> LASTING.contains(each.code()))
                .findFirst();
      };
    }
  }

  private boolean isAgreed(Approver approver) {
    String folder = plan.workspace().root().toString();
    Question question =
        new Question(
                "make a repository of " + folder,
                List.of(new Effect.Run("git init", folder)),
                "there is none to commit to",
                Question.Lasting.ONCE,
                "")
            .ofPerson();
    return approver.ask(question).isYes();
  }

  private void make() {
    Path folder = plan.workspace().root();
    try {
      StarterRepository.begin(folder, SessionAssembly.gitSettings(host));
    } catch (IOException e) {
      throw new VibeException(
          ExitCode.FAILED,
          new Problem(
              ProblemCode.NO_REPOSITORY,
              "cannot make a repository of " + folder,
              IoReason.naming(e),
              "make room or allow writing there, or leave out --auto-commit"),
          e);
    }
  }

  private static Problem withWayOut(Problem problem) {
    String more =
        problem.code() == ProblemCode.NO_REPOSITORY
            ? "git init, or --init with --auto-commit; without both, files are changed all the same"
            : problem.remedy();
    return new Problem(problem.code(), problem.what(), problem.cause(), more);
  }
}
