package dev.vibe.app.run;

import dev.vibe.app.assembly.SessionAssembly;
import dev.vibe.app.assembly.SessionPlan;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.git.GitWorkspace;
import dev.vibe.git.file.FileState;
import dev.vibe.git.undo.Undo;
import dev.vibe.git.undo.UndoPlan;
import dev.vibe.problem.Problem;
import dev.vibe.problem.VibeException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Reversal of what a session changed, by the checkpoints of its runs. Blocks on disk. */
record TakingBack(HostEnvironment host, SessionPlan plan) {

  /** Whether anything that it changed stands. */
  boolean hasAny() {
    try (GitWorkspace own = SessionAssembly.openGit(host, plan.workspace());
        Undo undo = own.undo()) {
      return undo.sessions().stream()
          .anyMatch(each -> each.id().equals(plan.sessionId()) && !each.turns().isEmpty());
    }
  }

  /**
   * Takes it back. Files that something changed since are taken back as well: nobody else works
   * here, but the command that is to pass.
   *
   * @param ledger told what the files hold now
   * @return what went wrong
   */
  Optional<Problem> undo(Undo.Scope scope, Consumer<Map<Path, FileState>> ledger) {
    try (GitWorkspace own = SessionAssembly.openGit(host, plan.workspace());
        Undo undo = own.undo()) {
      UndoPlan what = undo.plan(plan.sessionId(), scope, plan.workspace().added());
      Undo.Outcome outcome =
          undo.carryOut(
              what,
              what.items().stream().map(item -> item.path().relative()).collect(Collectors.toSet()),
              SessionAssembly.journal(host));
      Map<Path, FileState> restored = new HashMap<>();
      for (UndoPlan.Item item : what.items()) {
        if (outcome.restored().contains(item.path().relative())) {
          restored.put(item.path().absolute(), item.then());
        }
      }
      ledger.accept(restored);
      return outcome.problems().stream().findFirst();
    } catch (VibeException e) {
      return Optional.of(e.problem());
    }
  }
}
