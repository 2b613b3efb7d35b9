package dev.vibe.app.interactive;

import dev.vibe.app.assembly.RunCanceller;
import dev.vibe.app.assembly.SessionAssembly;
import dev.vibe.app.assembly.SessionPlan;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.git.GitWorkspace;
import dev.vibe.git.commit.ChangedFile;
import dev.vibe.problem.VibeException;
import dev.vibe.repl.state.Request;
import dev.vibe.view.Line;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Diff that a session shows: what it did, by its own ledger and with or without Git; or whatever is
 * not committed, as Git has it. Used while no run goes on.
 */
record SessionDiff(
    HostEnvironment host, SessionPlan plan, SessionAssembly.Conversation conversation) {

  /** Blocks on the repository; ended by the canceller. */
  List<Line> lines(Request.ShowDiff.Changes changes, RunCanceller canceller)
      throws InterruptedException {
    return switch (changes) {
      case SESSION -> ofSession();
      case UNCOMMITTED -> uncommitted(canceller);
    };
  }

  private List<Line> ofSession() {
    List<ChangedFile> files = conversation.changes().files();
    UnaryOperator<String> secrets = host.process().secrets()::redact;
    return ReportLines.changes(files, secrets);
  }

  private List<Line> uncommitted(RunCanceller canceller) throws InterruptedException {
    try (GitWorkspace git = new SessionAssembly(host, plan).openGit()) {
      String diff = canceller.during(git::diff);
      return ReportLines.diff(host.process().secrets().redact(diff));
    } catch (VibeException e) {
      return ReportLines.problem(e.problem());
    }
  }
}
