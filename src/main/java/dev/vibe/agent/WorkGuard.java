package dev.vibe.agent;

import dev.vibe.approval.Rule;
import dev.vibe.effect.Effect;
import dev.vibe.exec.shell.DangerousCommand;
import dev.vibe.exec.shell.FileOperands;
import dev.vibe.exec.shell.LineCommits;
import dev.vibe.exec.shell.Takings;
import dev.vibe.exec.shell.Takings.Taking;
import dev.vibe.git.GitWorkspace;
import dev.vibe.git.UsersWork;
import dev.vibe.git.commit.FoundSecret;
import dev.vibe.git.commit.PendingSecrets;
import dev.vibe.git.commit.RunChanges;
import dev.vibe.git.commit.SecretCheck;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.text.SecretScan;
import dev.vibe.workspace.Access;
import dev.vibe.workspace.ProtectedNames;
import dev.vibe.workspace.ProtectedNames.Protection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Guard of work that is not the run's: says what a command would take of it, as far as its words
 * tell, so that a person is asked in every mode, and afterwards how to get it back. Owned by the
 * session's thread.
 */
final class WorkGuard {

  private final GitWorkspace git;
  private final RunChanges changes;
  private final String session;
  private final SecretCheck check;
  private final Supplier<SecretScan> scan;

  /** Stashes in which there is nothing but the run's. */
  private final Set<String> ownStashes = new HashSet<>();

  /** What the command that is about to run may take. */
  private Optional<Look> looked = Optional.empty();

  /** A look at what there was before a command. */
  private record Look(List<Taking> takings, Losses losses, List<String> stashes) {}

  /**
   * A guard.
   *
   * @param scan for secrets as they are known now
   */
  WorkGuard(
      GitWorkspace git,
      RunChanges changes,
      String session,
      SecretCheck check,
      Supplier<SecretScan> scan) {
    this.git = git;
    this.changes = changes;
    this.session = session;
    this.check = check;
    this.scan = scan;
  }

  /** What is to be said against a call whose commit would hold a secret; no rule allows that. */
  Optional<Problem> secrets(List<Effect> effects) {
    if (!check.stops()) {
      return Optional.empty();
    }
    for (Effect effect : effects) {
      if (effect instanceof Effect.Run run) {
        Optional<Problem> problem =
            LineCommits.of(run.command()).flatMap(taken -> secrets(run.command(), taken));
        if (problem.isPresent()) {
          return problem;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Problem> secrets(String command, LineCommits.Taken taken) {
    Optional<UsersWork> found = git.usersWork(changes, session);
    if (found.isEmpty()) {
      return Optional.empty(); // what it commits is looked at afterwards
    }
    try (UsersWork work = found.get()) {
      List<FoundSecret> secrets =
          work.secretsCommitted(taken::takesTracked, taken::takesNew, command, scan.get());
      return secrets.isEmpty() ? Optional.empty() : Optional.of(PendingSecrets.problem(secrets));
    } catch (IOException e) {
      return Optional.empty(); // the command will meet the same trouble
    }
  }

  /** What is to be told after a command that was looked at has run: what it took. */
  List<Problem> takeNews() {
    Optional<Look> before = looked;
    looked = Optional.empty();
    Optional<UsersWork> found =
        before.isEmpty() ? Optional.empty() : git.usersWork(changes, session);
    if (found.isEmpty() || before.isEmpty()) {
      return List.of();
    }
    try (UsersWork work = found.get()) {
      if (before.get().losses().holdNoFile()) {
        List<String> made = new ArrayList<>(work.stashes());
        made.removeAll(before.get().stashes());
        ownStashes.addAll(made);
      }
      Losses taken = before.get().losses().without(losses(work, before.get().takings()));
      return taken.isNothing()
          ? List.of()
          : List.of(
              new Problem(
                  ProblemCode.WORK_TAKEN,
                  "the command took work with it that was not the run's",
                  taken.inWords(),
                  taken.wayBack()));
    } catch (IOException e) {
      return List.of();
    }
  }

  /** What is to be said against a call, if it would take something. */
  Optional<Problem> look(List<Effect> effects) {
    looked = Optional.empty();
    for (Effect effect : effects) {
      if (effect instanceof Effect.Run run && DangerousCommand.isIn(run.command())) {
        Optional<Problem> problem = loss(run.command()).or(() -> logIn(run.command()));
        if (problem.isPresent()) {
          return problem;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Problem> loss(String command) {
    List<Taking> takings = Takings.of(command);
    Optional<UsersWork> found =
        takings.isEmpty() ? Optional.empty() : git.usersWork(changes, session);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (UsersWork work = found.get()) {
      Losses losses = losses(work, takings);
      looked = Optional.of(new Look(takings, losses, work.stashes()));
      return losses.isNothing()
          ? Optional.empty()
          : Optional.of(
              new Problem(
                  ProblemCode.TAKES_WORK,
                  "the command would take work with it that is not the run's",
                  losses.inWords(),
                  losses.precaution() + rule(command)));
    } catch (IOException e) {
      return Optional.empty(); // the command will meet the same trouble
    }
  }

  private Losses losses(UsersWork work, List<Taking> takings) throws IOException {
    Losses losses = new Losses();
    for (Taking taking : takings) {
      losses.add(taking, work, ownStashes);
    }
    return losses;
  }

  /** Files that may hold log-in data are guarded against commands as they are against edits. */
  private static Optional<Problem> logIn(String command) {
    TreeSet<String> found = new TreeSet<>();
    for (FileOperands.Operand operand : FileOperands.of(command)) {
      if (operand.use() == FileOperands.Use.WRITTEN
          && ProtectedNames.of(operand.paths(), Access.WRITE) == Protection.SECRET) {
        found.add(operand.paths());
      }
    }
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Problem(
                ProblemCode.GUARDS_LOGIN,
                "the command would change or delete what may hold log-in data",
                String.join(", ", found),
                rule(command)));
  }

  private static String rule(String command) {
    return Rule.offer(new Effect.Run(command, "")).orElse("a rule that allows this very command");
  }
}
