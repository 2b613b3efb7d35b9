package dev.vibe.app.interactive;

import dev.vibe.app.assembly.SessionAssembly;
import dev.vibe.app.assembly.SessionPlan;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.git.GitWorkspace;
import dev.vibe.git.NoRepository;
import dev.vibe.git.patch.Patch;
import dev.vibe.problem.VibeException;
import dev.vibe.view.Line;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Diff that a session shows: what is not committed; of a folder without Git, what the session did.
 */
record SessionDiff(
    HostEnvironment host, SessionPlan plan, SessionAssembly.Conversation conversation) {

  /** Blocks on the repository; ended by the canceller. */
  List<Line> lines(RunCanceller canceller) throws InterruptedException {
    try (GitWorkspace git = new SessionAssembly(host, plan).openGit()) {
      return ReportLines.diff(
          git.present() instanceof NoRepository ? ofSession() : canceller.during(git::diff));
    } catch (VibeException e) {
      return ReportLines.problem(e.problem());
    }
  }

  private String ofSession() {
    Patch patch = conversation.resources().git().patch(conversation.changes());
    String text = new String(patch.content().bytes(), StandardCharsets.UTF_8);
    return host.process().secrets().apply(text);
  }
}
