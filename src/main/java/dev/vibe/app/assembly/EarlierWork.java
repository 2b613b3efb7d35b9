package dev.vibe.app.assembly;

import dev.vibe.context.Fragment;
import dev.vibe.git.GitWorkspace;
import dev.vibe.git.RepoFacts;
import dev.vibe.git.commit.PastRuns;
import dev.vibe.git.commit.RunChanges;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.session.SessionIndex;
import dev.vibe.session.SessionOrigin;
import dev.vibe.text.Names;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finder of the runs before this one whose work it goes on with: those of the session itself and of
 * what it is a copy of, and what an earlier session of the folder left when it was cut off, for a
 * new one that may take it over. The last is looked for where something is not committed at all, so
 * that a usual start costs nothing; asked from any thread.
 */
final class EarlierWork {

  /** So many of the last sessions are looked at. */
  private static final int MOST_SESSIONS = 5;

  /** Copies of copies; beyond that a damaged file leads in a circle. */
  private static final int MOST_ORIGINS = 20;

  private final SessionPlan plan;
  private final Path sessions;
  private final Supplier<GitWorkspace> opening;
  private volatile Optional<PastRuns> found = Optional.empty();

  /**
   * Looks at nothing yet.
   *
   * @param sessions where all of them are kept
   * @param opening opens the working folder, to be looked at beside the session
   */
  EarlierWork(SessionPlan plan, Path sessions, Supplier<GitWorkspace> opening) {
    this.plan = plan;
    this.sessions = sessions;
    this.opening = opening;
  }

  /** What the session goes on from: its own runs so far, and those that it is a copy of. */
  List<PastRuns> past(int own) {
    List<PastRuns> past = new ArrayList<>();
    if (plan.session() instanceof SessionChoice.New) {
      return past;
    }
    past.add(new PastRuns(plan.sessionId(), own));
    Optional<SessionOrigin> origin = SessionOrigin.of(sessions.resolve(plan.sessionId()));
    while (origin.isPresent() && past.size() < MOST_ORIGINS) {
      String id = origin.get().id();
      past.add(new PastRuns(id, origin.get().runs()));
      origin = SessionOrigin.of(sessions.resolve(id));
    }
    return past;
  }

  /** What there is; a notice says so, too. Blocks on disk. */
  Optional<Fragment.LeftWork> look(Optional<Fragment> repository) {
    boolean isDirty =
        repository
            .filter(each -> each instanceof Fragment.Repository(RepoFacts f) && !f.isClean())
            .isPresent();
    if (!isDirty || !(plan.session() instanceof SessionChoice.New)) {
      return Optional.empty();
    }
    SessionIndex index = new SessionIndex(sessions, plan.workspace().root());
    for (String id : index.unfinished(MOST_SESSIONS, plan.sessionId())) {
      PastRuns runs = new PastRuns(id, Integer.MAX_VALUE);
      List<String> files = filesOf(runs);
      if (!files.isEmpty()) {
        found = Optional.of(runs);
        plan.notices().add(notice(id, files));
        return Optional.of(new Fragment.LeftWork(files));
      }
    }
    return Optional.empty();
  }

  /** The ledger of the session that was found, for the one that may take over from it. */
  Optional<RunChanges> ledger(GitWorkspace git) {
    return found.map(runs -> git.ledger(List.of(runs)));
  }

  private List<String> filesOf(PastRuns runs) {
    try (GitWorkspace git = opening.get()) {
      return git.ledger(List.of(runs)).pending().stream()
          .map(file -> file.path().relative())
          .toList();
    }
  }

  private static Problem notice(String id, List<String> files) {
    return new Problem(
        ProblemCode.LEFT_UNCOMMITTED,
        "an earlier session left " + Names.some(files) + " uncommitted",
        "it did not come to its end",
        "vibe -r " + id + " goes on with it; vibe undo --session " + id + " takes it back");
  }
}
