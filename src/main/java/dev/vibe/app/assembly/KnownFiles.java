package dev.vibe.app.assembly;

import dev.vibe.agent.BetweenRuns;
import dev.vibe.session.SessionOrigin;
import dev.vibe.workspace.ReadRules;
import java.nio.file.Path;

/** Place, beside the log of a session, of what it knows of the files when a run ends. */
final class KnownFiles {

  private static final String FILE = "known.json";

  private KnownFiles() {}

  /**
   * Of a session, or of the one that it is a copy of.
   *
   * @param sessions where all of them are kept
   */
  static BetweenRuns.Keeping of(Path sessions, SessionPlan plan) {
    Path session = sessions.resolve(plan.sessionId());
    return new BetweenRuns.Keeping(
        session.resolve(FILE),
        SessionOrigin.of(session).map(origin -> sessions.resolve(origin.id()).resolve(FILE)),
        path -> plan.workspace().readRules().of(path) == ReadRules.Standing.FREE);
  }
}
