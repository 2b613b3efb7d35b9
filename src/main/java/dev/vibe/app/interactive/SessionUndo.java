package dev.vibe.app.interactive;

import dev.vibe.agent.BetweenRuns;
import dev.vibe.app.assembly.SessionAssembly;
import dev.vibe.app.assembly.SessionAudit;
import dev.vibe.app.assembly.SessionPlan;
import dev.vibe.app.command.OutputForm;
import dev.vibe.app.command.UndoCommand;
import dev.vibe.app.command.UndoOptions;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.approval.Approver;
import dev.vibe.git.GitWorkspace;
import dev.vibe.git.undo.Undo;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.repl.state.Input;
import dev.vibe.text.Palette.Role;
import dev.vibe.view.Line;
import java.util.List;
import java.util.function.Consumer;

/** Undo and redo in a session: the work of {@code vibe undo}, on the conversation at hand. */
record SessionUndo(HostEnvironment host, SessionPlan plan, Approver approver, SessionAudit audit) {

  /** Whether the session changed anything that stands since this run began. */
  boolean hasChangesSince(int run) {
    try (GitWorkspace git = git();
        Undo undo = git.undo()) {
      return undo.sessions().stream()
          .filter(session -> session.id().equals(plan.sessionId()))
          .flatMap(session -> session.turns().stream())
          .anyMatch(turn -> turn.run() >= run);
    }
  }

  /**
   * Shows what would be done, asks and does it.
   *
   * @throws VibeException when there is nothing of that kind
   */
  UndoCommand.Ended reverse(Undo.Scope scope, Consumer<Input> tell) {
    UndoOptions options =
        new UndoOptions(
            plan.options().where(),
            scope,
            UndoOptions.Extent.ASK,
            UndoOptions.Commits.STAY,
            OutputForm.TEXT,
            plan.sessionId(),
            List.of());
    UndoCommand.Interaction interaction =
        new UndoCommand.Interaction(
            line(Role.TEXT, tell), line(Role.WARNING, tell), approver, "/redo");
    try (GitWorkspace git = git();
        Undo undo = git.undo()) {
      if (undo.sessions().stream().noneMatch(each -> each.id().equals(plan.sessionId()))) {
        throw nothing(scope);
      }
      return new UndoCommand(host, plan.workspace(), options, interaction, audit).reverse(undo);
    }
  }

  private static Consumer<String> line(Role role, Consumer<Input> tell) {
    return text ->
        tell.accept(new Input.Told(text.lines().map(each -> Line.foreign(role, each)).toList()));
  }

  /** What the model has to know of it goes with the next prompt, if it still holds then. */
  static void tell(UndoCommand.Ended ended, BetweenRuns between) {
    switch (ended.plan().direction()) {
      case UNDO -> between.undone(ended.outcome().restored());
      case REDO -> between.redone(ended.outcome().restored());
    }
  }

  private GitWorkspace git() {
    return new SessionAssembly(host, plan).openGit();
  }

  private static VibeException nothing(Undo.Scope scope) {
    boolean redo = scope instanceof Undo.Scope.Redo;
    return new VibeException(
        ExitCode.FAILED,
        new Problem(
            ProblemCode.NOTHING_TO_UNDO,
            redo ? "nothing to redo" : "nothing to undo",
            "this conversation changed no file" + (redo ? " that was taken back" : ""),
            "vibe undo --list   shows other sessions"));
  }
}
