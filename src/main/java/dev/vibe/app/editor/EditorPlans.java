package dev.vibe.app.editor;

import dev.vibe.app.assembly.Preparation;
import dev.vibe.app.assembly.Preparation.Prepared;
import dev.vibe.app.assembly.SessionPlan;
import dev.vibe.app.host.RunOptions;
import dev.vibe.app.host.RunOptions.Beginning;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.VibeException;
import dev.vibe.workspace.EditorTexts;
import dev.vibe.workspace.Workspace;
import java.nio.file.Path;
import java.util.List;

/** Plans of sessions in an editor, where nobody is asked before there is one. */
record EditorPlans(Preparation preparation, EditorOptions options) {

  /**
   * Of one session.
   *
   * @param added other folders that file tools may use
   * @throws VibeException when the folder or the configuration cannot be used
   */
  SessionPlan plan(Path folder, List<Path> added, Beginning beginning, EditorTexts editor) {
    RunOptions wanted = options.in(new RunOptions.Where(folder, added, false), beginning);
    Workspace workspace = preparation.workspace(wanted.where()).in(editor);
    return switch (preparation.unasked(wanted, workspace)) {
      case Prepared.Ready(SessionPlan plan) -> plan;
      case Prepared.Misconfigured(List<Problem> problems) ->
          throw new VibeException(ExitCode.USAGE, problems.getFirst());
    };
  }
}
